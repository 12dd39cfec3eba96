# What this is: it reads settings, services and events that decide over Remote Desktop, and
# writes them as JSON to its output. It changes nothing: every line below only reads. Nothing is
# installed, nothing is sent, no file is written. Passwords, hashes and keys are not read.
# How to use it: run it on the host, as an administrator, and keep what it prints:
#   powershell -ExecutionPolicy Bypass -File collect.ps1 > host.json
# and then, anywhere:  readmit inspect facts:host.json
# Nobody has run it on a real Windows yet; its syntax was checked.

# A part that can't be read is left out; the others go on.
$ErrorActionPreference = 'Stop'
# Holds what was read.
$found = [ordered]@{ schema = 'readmit.collected/1'; collected_at = [DateTime]::UtcNow.ToString('o'); computer = $env:COMPUTERNAME }
# The keys that are looked at: nothing below them, nothing beside them.
$paths = @(
@PATHS@
)
# The machine's registry, in its 64-bit form; opened for reading.
$machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
# Each key: its values with their types, the names of its subkeys.
$found['keys'] = @(foreach ($path in $paths) {
    try {
        # The second argument says: not for writing.
        $key = $machine.OpenSubKey($path, $false)
        # A key that is not there is worth knowing.
        if ($null -eq $key) { [ordered]@{ path = $path; absent = $true }; continue }
        [ordered]@{
            path = $path
            # Texts with variables are kept as they are written.
            values = @(foreach ($name in $key.GetValueNames()) {
                $kind = $key.GetValueKind($name)
                $data = $key.GetValue($name, $null, 'DoNotExpandEnvironmentNames')
                # Bytes are written in base 64.
                if ($data -is [byte[]]) { $data = [Convert]::ToBase64String($data) }
                [ordered]@{ name = $name; kind = [int]$kind; data = $data }
            })
            subkeys = @($key.GetSubKeyNames())
        }
        $key.Close()
    } catch { [ordered]@{ path = $path; failed = $_.Exception.GetType().Name } }
})
# Whether the services run.
try { $found['services'] = @(Get-Service -Name @SERVICES@ -ErrorAction SilentlyContinue | ForEach-Object { [ordered]@{ name = $_.Name; running = ($_.Status -eq 'Running') } }) } catch { }
# Who listens on the ports of Remote Desktop: the numbers of the processes, and their names.
try {
    $owner = (Get-CimInstance Win32_Service -Filter "Name='TermService'").ProcessId
    $found['listening'] = @(Get-NetTCPConnection -State Listen | ForEach-Object {
        [ordered]@{ port = $_.LocalPort; own = ($_.OwningProcess -eq $owner); program = (Get-Process -Id $_.OwningProcess -ErrorAction SilentlyContinue).ProcessName }
    })
} catch { }
# For which kind of network the host takes its connections.
try { $found['networks'] = @(Get-NetConnectionProfile | ForEach-Object { [string]$_.NetworkCategory }) } catch { }
# Who is in the group Remote Desktop Users: identifiers, not names.
try { $found['remote_desktop_users'] = @(Get-LocalGroupMember -SID 'S-1-5-32-555' | ForEach-Object { $_.SID.Value }) } catch { }
# For which hosts credentials of Remote Desktop are saved on this computer: names only.
try { $found['saved_for'] = @(cmdkey.exe /list | ForEach-Object { if ($_ -match 'TERMSRV/([^\s]+)') { $Matches[1] } }) } catch { }
# Which updates are installed.
try { $found['updates'] = @(Get-HotFix | ForEach-Object { [ordered]@{ kb = $_.HotFixID; installed = $(if ($_.InstalledOn) { $_.InstalledOn.ToString('yyyy-MM-dd') }) } }) } catch { }
# Which security products have registered (on client editions).
try { $found['security_products'] = @(Get-CimInstance -Namespace 'root/SecurityCenter2' -ClassName AntiVirusProduct | ForEach-Object { $_.displayName }) } catch { }
# The newest events of these providers and numbers; their texts are left out.
$found['events'] = @(foreach ($wanted in @(
@EVENTS@
)) {
    try {
        Get-WinEvent -FilterHashtable @{ ProviderName = $wanted.provider; Id = $wanted.ids } -MaxEvents 100 -ErrorAction Stop | ForEach-Object {
            # The data of an event, by name.
            $data = @{}
            foreach ($item in ([xml]$_.ToXml()).Event.EventData.Data) { if ($item.Name) { $data[$item.Name] = [string]$item.'#text' } }
            [ordered]@{ provider = $_.ProviderName; id = $_.Id; at = $_.TimeCreated.ToUniversalTime().ToString('o'); data = $data }
        }
    } catch { }
})
# Everything as one line of JSON.
$found | ConvertTo-Json -Depth 8 -Compress
