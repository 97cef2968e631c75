# Richtet Kurslink auf Windows Server ein: Umgebung, Einstellungen, zwei geplante Aufgaben, die beim Start des Rechners
# beginnen, und eine für die nächtliche Sicherung. Als Administrator in PowerShell ausführen.
#
# Dieses Skript ist geschrieben, aber von uns noch auf keinem Windows Server ausgeführt worden: zuerst auf einem
# Testrechner ansehen. Erklärung: docs/betrieb/windows.md
#
#   .\install.ps1 -Wheel C:\Kurslink\kurslink-0.1.0-py3-none-any.whl -Lock C:\Kurslink\requirements.lock
param(
    [Parameter(Mandatory)] [string] $Wheel,
    [Parameter(Mandatory)] [string] $Lock,
    [string] $Target = "C:\Program Files\Kurslink",
    [string] $Data = "C:\ProgramData\Kurslink"
)
$ErrorActionPreference = "Stop"
$kurslink = "$Target\venv\Scripts\kurslink.exe"
$settings = "$Data\kurslink.env"

function Invoke-Checked([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program endete mit $LASTEXITCODE." }
}

New-Item -ItemType Directory -Force -Path $Target, $Data, "$Data\backups" | Out-Null
# Nur der Dienst (LOCAL SERVICE), das System und Administratoren lesen Schlüssel und Einstellungen.
Invoke-Checked icacls @($Data, "/inheritance:r", "/grant:r",
    "*S-1-5-19:(OI)(CI)M", "*S-1-5-18:(OI)(CI)F", "*S-1-5-32-544:(OI)(CI)F")

if (-not (Test-Path "$Target\venv")) { Invoke-Checked py @("-3", "-m", "venv", "$Target\venv") }
$python = "$Target\venv\Scripts\python.exe"
Invoke-Checked $python @("-m", "pip", "install", "--require-hashes", "--requirement", $Lock)
Invoke-Checked $python @("-m", "pip", "install", "--no-deps", "--force-reinstall", $Wheel)

if (-not (Test-Path $settings)) {
    @(
        "KURSLINK_DATA_DIR=$($Data -replace '\\', '/')"
        "KURSLINK_DATABASE_URL=postgresql://kurslink:PASSWORT@127.0.0.1/kurslink"
        "KURSLINK_PUBLIC_URL=https://kurse.vhs-musterstadt.de"
        "KURSLINK_ALLOWED_HOSTS=kurse.vhs-musterstadt.de,127.0.0.1"
        "KURSLINK_TRUSTED_PROXIES=1"
    ) | Set-Content -Encoding ascii $settings
    Write-Host "Tragen Sie in $settings Datenbank und Adresse ein, und rufen Sie dieses Skript noch einmal auf."
    return
}
[Environment]::SetEnvironmentVariable("KURSLINK_SETTINGS_FILE", $settings, "Machine")
$env:KURSLINK_SETTINGS_FILE = $settings

$account = New-ScheduledTaskPrincipal -UserId "NT AUTHORITY\LOCAL SERVICE" -LogonType ServiceAccount
$always = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) `
    -ExecutionTimeLimit ([TimeSpan]::Zero) -StartWhenAvailable -AllowStartIfOnBatteries
$atStart = New-ScheduledTaskTrigger -AtStartup
$tasks = @{
    "Kurslink Seiten"            = "serve --host 127.0.0.1 --port 8000 --no-worker"
    "Kurslink Hintergrunddienst" = "worker"
}
foreach ($name in $tasks.Keys) {
    $action = New-ScheduledTaskAction -Execute $kurslink -Argument $tasks[$name]
    Register-ScheduledTask -Force -TaskName $name -Action $action -Trigger $atStart `
        -Principal $account -Settings $always | Out-Null
    Start-ScheduledTask -TaskName $name
}
$backup = New-ScheduledTaskAction -Execute $kurslink -Argument "backup `"$Data\backups`" --keep 14"
Register-ScheduledTask -Force -TaskName "Kurslink Sicherung" -Action $backup `
    -Trigger (New-ScheduledTaskTrigger -Daily -At "02:30") -Principal $account | Out-Null
Write-Host "Kurslink läuft. Prüfen: & '$kurslink' check"
