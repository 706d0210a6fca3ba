@echo off
rem The installed app's command line: longtake COMMAND ...
rem A batch file waits for a program with windows, too, and hands on its exit code.
"%~dp0..\..\Longtake.exe" --log-level=3 --cli -- %*
