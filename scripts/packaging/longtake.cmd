@echo off
rem The installed app's command line: longtake COMMAND ...
set ELECTRON_RUN_AS_NODE=1
"%~dp0..\..\Longtake.exe" "%~dp0..\app.asar\out\main\cli.js" %*
