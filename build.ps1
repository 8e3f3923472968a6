#!/usr/bin/env pwsh
# Runs a target of the pipeline: ./build.ps1 --target=Finetune. --help lists targets and options.
# The driver is compiled first, but only when the content of a source file changed since it was last compiled.
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot
$output = Join-Path $root 'build/bin/Release/net10.0'
$stamp = Join-Path $output 'AligNet.Build.sources'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

function Write-Fault([string[]] $lines) { $lines | ForEach-Object { [Console]::Error.WriteLine($_) } }

function Find-DotNet {
    $name = if ($PSVersionTable.PSEdition -eq 'Desktop' -or $IsWindows) { 'dotnet.exe' } else { 'dotnet' }
    $onPath = Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    $folders = @($env:DOTNET_ROOT, $(if ($onPath) { Split-Path $onPath.Source }), (Join-Path $HOME '.dotnet'))
    if ($env:ProgramFiles) { $folders += (Join-Path $env:ProgramFiles 'dotnet') }
    foreach ($folder in $folders) {
        if ($folder -and (Test-Path (Join-Path $folder $name))) { return Join-Path $folder $name }
    }
}

function Write-HowToInstall {
    $wanted = (Get-Content (Join-Path $root 'global.json') -Raw | ConvertFrom-Json).sdk.version
    Write-Fault @("Install the .NET SDK $wanted or a later 10.0 one from https://dotnet.microsoft.com/download/dotnet/10.0,",
        'or with: winget install Microsoft.DotNet.SDK.10',
        'The script finds it on the PATH, in $env:DOTNET_ROOT and in ~/.dotnet.')
}

# One digest over the names and the content of everything that the driver is compiled from, and over the switches of the build.
function Get-SourcesDigest {
    $files = @(Get-ChildItem $root -File -Force | Where-Object { $_.Name -match '(\.props|\.targets|^global\.json|^BannedSymbols\.txt|^\.editorconfig)$' })
    foreach ($folder in 'build', 'src') {
        $files += Get-ChildItem (Join-Path $root $folder) -Recurse -File -Force |
            Where-Object { $_.FullName.Substring($root.Length) -notmatch '[\\/](bin|obj|native)[\\/]' }
    }
    $sha = [System.Security.Cryptography.SHA256]::Create()
    $lines = @("$env:Accelerator $env:CakeFrosting $env:ReadyToRun")
    foreach ($file in ($files | Sort-Object FullName)) {
        $hash = [BitConverter]::ToString($sha.ComputeHash([IO.File]::ReadAllBytes($file.FullName)))
        $lines += "$hash $($file.FullName.Substring($root.Length))"
    }
    return [BitConverter]::ToString($sha.ComputeHash([Text.Encoding]::UTF8.GetBytes($lines -join "`n")))
}

function Test-Current { (Test-Path $stamp) -and ([IO.File]::ReadAllText($stamp) -eq $digest) }

function Invoke-Compiler {
    Push-Location $root
    & $dotnet --version *> $null
    $usable = $LASTEXITCODE -eq 0
    Pop-Location
    if (-not $usable) {
        Write-Fault @("The .NET SDK found at $dotnet is older than global.json asks for, or is a runtime without SDK. It has:", (& $dotnet --list-sdks))
        Write-HowToInstall
        exit 1
    }
    Remove-Item $stamp -ErrorAction SilentlyContinue
    [Console]::Error.WriteLine('Compiling the driver ...')
    $log = & $dotnet build (Join-Path $root 'build/AligNet.Build.csproj') --configuration Release --verbosity quiet -nologo 2>&1
    if ($LASTEXITCODE -ne 0) {
        Write-Fault @($log; 'The driver does not compile; see above.')
        exit 1
    }
    [IO.File]::WriteAllText($stamp, $digest)
}

$dotnet = Find-DotNet
if (-not $dotnet) {
    Write-Fault @("There is no 'dotnet' on this machine.")
    Write-HowToInstall
    exit 1
}
$env:PATH = (Split-Path $dotnet) + [IO.Path]::PathSeparator + $env:PATH

$digest = Get-SourcesDigest
if (-not (Test-Current)) {
    # One process compiles at a time; the lock dies with its process.
    $rootHash = [BitConverter]::ToString([System.Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes($root)))
    $mutex = New-Object System.Threading.Mutex($false, "AligNet.Build.$rootHash")
    try { [void] $mutex.WaitOne() } catch [System.Threading.AbandonedMutexException] { Write-Verbose 'An earlier compilation was killed.' }
    try { if (-not (Test-Current)) { Invoke-Compiler } } finally { $mutex.ReleaseMutex() }
}
& $dotnet (Join-Path $output 'AligNet.Build.dll') @args
exit $LASTEXITCODE
