@echo off
rem Builds MinImagen when a source is newer than the last build, then runs it: minimagen --help
setlocal
set "root=%~dp0"
set "program=%root%artifacts\program"
set "built=%root%artifacts\built"

where dotnet >nul 2>nul || (echo minimagen: needs the .NET SDK 10: https://dotnet.microsoft.com/download 1>&2& exit /b 1)

powershell -NoProfile -Command "$ErrorActionPreference = 'Stop'; if (!(Test-Path '%program%\minimagen.dll') -or !(Test-Path '%built%')) { exit 1 }; $time = (Get-Item '%built%').LastWriteTime; Set-Location -LiteralPath '%root%'; if (Get-ChildItem src, build, Directory.*, global.json -Recurse -File | Where-Object { $_.FullName -notmatch '[\\/](bin|obj)([\\/]|$)' -and $_.LastWriteTime -gt $time } | Select-Object -First 1) { exit 1 }"
if not errorlevel 1 goto run

echo minimagen: building; the first time this downloads LibTorch, about 130 MB 1>&2
if not exist "%root%artifacts" mkdir "%root%artifacts"
type nul > "%built%.new"
if exist "%program%.new" rmdir /s /q "%program%.new"
pushd "%root%"
dotnet publish src\MinImagen.Cli -c Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o "%program%.new" -v q --nologo > "%root%artifacts\build.log" 2>&1
if errorlevel 1 (
    popd
    findstr /i "error" "%root%artifacts\build.log" 1>&2
    echo minimagen: the build failed; its whole output is in %root%artifacts\build.log 1>&2
    exit /b 1
)
popd
if exist "%program%" rmdir /s /q "%program%"
move /y "%program%.new" "%program%" >nul || (echo minimagen: "%program%" is in use: end the minimagen that runs from it 1>&2& exit /b 1)
move /y "%built%.new" "%built%" >nul

:run
dotnet "%program%\minimagen.dll" %*
