@echo off
rem Install redistrict from this folder, without network.  Usage: install.bat [FOLDER]
rem The text stays ASCII: old consoles garble anything else. Chinese guide: README.zh-CN.txt
rem REDISTRICT_UNATTENDED=1 asks for no key and opens no window.
setlocal
set "HERE=%~dp0"
set "TARGET=%~1"
if "%TARGET%"=="" set "TARGET=%LOCALAPPDATA%\redistrict"
for /f "usebackq delims=" %%v in ("%HERE%PYTHON.txt") do set "VERSIONS=%%v"
set "PYTHON="
for %%v in (%VERSIONS%) do (
  py -%%v -c "import struct, sys; sys.exit(struct.calcsize('P') != 8)" >nul 2>nul && set "PYTHON=py -%%v"
)
if not defined PYTHON (
  for %%v in (%VERSIONS%) do (
    python -c "import struct, sys; sys.exit(struct.calcsize('P') != 8 or '%%v' != '.'.join(map(str, sys.version_info[:2])))" >nul 2>nul && set "PYTHON=python"
  )
)
if not defined PYTHON (
  echo Python %VERSIONS% ^(64 bit^) is needed. Install it first, see README.txt.
  goto failed
)
echo Installing to "%TARGET%" ... this takes a minute or two.
%PYTHON% -m venv "%TARGET%" || goto failed
"%TARGET%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%HERE%wheels" --no-deps --require-hashes -r "%HERE%requirements.txt" || goto failed
> "%TARGET%\redistrict-window.bat" echo @set "PATH=%%~dp0Scripts;%%PATH%%"
>> "%TARGET%\redistrict-window.bat" echo @cd /d "%%USERPROFILE%%"
>> "%TARGET%\redistrict-window.bat" echo @cmd /k redistrict --help
"%TARGET%\Scripts\redistrict.exe" doctor
echo.
echo Installed. Double-click "%TARGET%\redistrict-window.bat":
echo it opens a window in which the command redistrict works.
if defined REDISTRICT_UNATTENDED exit /b 0
start "redistrict" "%TARGET%\redistrict-window.bat"
pause
exit /b 0

:failed
echo.
echo Not installed: the reason stands above.
if not defined REDISTRICT_UNATTENDED pause
exit /b 1
