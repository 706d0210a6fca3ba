@echo off
rem The installed app's command line: longtake COMMAND ...
rem The model runtime reports to its maker unless these are set.
set ORT_DISABLE_TELEMETRY=1
set ORT_RUNNING_UNIT_TESTS=1
rem A batch file waits for a program with windows, too, and hands on its exit code.
"%~dp0..\..\Longtake.exe" --log-level=3 --cli -- %*
