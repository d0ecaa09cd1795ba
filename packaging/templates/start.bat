@echo off
rem This file is ASCII: cmd reads it in the code page of the machine. What is said in Chinese is said by Python.
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "PYTHONUTF8=1"
if not exist "%HERE%venv\installed" goto none
"%HERE%venv\Scripts\python.exe" "%HERE%program\start.py" %*
set "CODE=%ERRORLEVEL%"
rem The window stays for who dragged a file or double-clicked, not for who typed a command.
if "%~1"=="" goto wait
if exist "%~1" goto wait
exit /b %CODE%

:wait
echo.
pause
exit /b %CODE%

:none
echo Zhize is not installed yet. Run the other .bat file in this folder first.
echo.
chcp 65001 >nul
type "%HERE%program\not-installed.txt"
echo.
pause
exit /b 2
