@echo off
rem This file is ASCII: cmd reads it in the code page of the machine. What is said in Chinese is said by Python.
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "PYTHONUTF8=1"
set "FOUND="
call :try py -3.13
call :try py -3.12
call :try py -3.11
call :try python
call :try python3
if not defined FOUND goto none
%FOUND% "%HERE%program\install.py" %*
set "CODE=%ERRORLEVEL%"
echo.
pause
exit /b %CODE%

:try
if defined FOUND exit /b 0
%* "%HERE%program\install.py" --fits >nul 2>nul
if "%ERRORLEVEL%"=="0" set "FOUND=%*"
exit /b 0

:none
echo No 64-bit Python that fits was found.
echo.
chcp 65001 >nul
type "%HERE%program\no-python.txt"
echo.
pause
exit /b 2
