@echo off
rem Install redistrict from this folder, without network.  Usage: install.bat [FOLDER]
rem The text stays ASCII: old consoles garble anything else. Chinese guide: README.zh-CN.txt
setlocal
set "HERE=%~dp0"
set "TARGET=%~1"
if "%TARGET%"=="" set "TARGET=%LOCALAPPDATA%\redistrict"
set /p VERSIONS=<"%HERE%PYTHON.txt"
set "PYTHON="
for %%v in (%VERSIONS%) do (
  py -%%v -c "pass" >nul 2>nul && set "PYTHON=py -%%v"
)
if not defined PYTHON (
  for %%v in (%VERSIONS%) do (
    python -c "import sys; sys.exit('%%v' != '.'.join(map(str, sys.version_info[:2])))" >nul 2>nul && set "PYTHON=python"
  )
)
if not defined PYTHON (
  echo Python %VERSIONS% ^(64 bit^) is needed. Install it first, see README.txt.
  exit /b 2
)
%PYTHON% -m venv "%TARGET%" || exit /b 1
"%TARGET%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%HERE%wheels" --no-deps --require-hashes -r "%HERE%requirements.txt" || exit /b 1
"%TARGET%\Scripts\redistrict.exe" doctor
echo.
echo Installed. Run: "%TARGET%\Scripts\redistrict.exe" --help
