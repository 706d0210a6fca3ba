@echo off
rem The installed app's command line: longtake COMMAND ...
rem The model runtime reports to its maker unless these are set.
set ORT_DISABLE_TELEMETRY=1
set ORT_RUNNING_UNIT_TESTS=1
set ELECTRON_RUN_AS_NODE=1
"%~dp0..\..\Longtake.exe" "%~dp0..\app.asar\out\main\cli.js" %*
