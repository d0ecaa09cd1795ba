"""The duty graph as a picture and as files of other programs."""
