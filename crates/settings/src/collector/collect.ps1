# What this is: it reads settings, services and events that decide over Remote Desktop, and
# writes them as JSON to its output. It changes nothing: every line below only reads. Nothing is
# installed, nothing is sent, no file is written. It reads the values that are named below and no
# others: no passwords, hashes or keys. Of sign-ins it reads who tried, from where, and the result.
# Two of them are whole command lines, Winlogon's Shell and Userinit: look at them before you pass the output on.
# How to use it: run it on the host, as an administrator, and keep what it prints:
#   powershell -ExecutionPolicy Bypass -File collect.ps1 > host.json
# and then, anywhere:  readmit inspect facts:host.json
# Nobody has run it on a real Windows yet; its syntax was checked.

# A part that can't be read is left out; the others go on.
$ErrorActionPreference = 'Stop'
# Holds what was read.
$found = [ordered]@{ schema = 'readmit.collected/1'; collected_at = [DateTime]::UtcNow.ToString('o'); computer = $env:COMPUTERNAME }
# Windows' own rules for Remote Desktop.
$own = @(@OWN@)
# The keys that are looked at, and what is read of each: nothing below it, nothing beside it.
$keys = @(
@KEYS@
)
# The machine's registry, in its 64-bit form; opened for reading.
$machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
# Each key: the values that are wanted of it, with their types.
$found['keys'] = @(foreach ($wanted in $keys) {
    try {
        # The second argument says: not for writing.
        $key = $machine.OpenSubKey($wanted.path, $false)
        # A key that is not there is worth knowing.
        if ($null -eq $key) { [ordered]@{ path = $wanted.path; absent = $true }; continue }
        [ordered]@{
            path = $wanted.path
            values = @(
                foreach ($name in $wanted.take) {
                    # Texts with variables are kept as they are written.
                    $data = $key.GetValue($name, $null, 'DoNotExpandEnvironmentNames')
                    if ($null -eq $data) { continue }
                    $kind = $key.GetValueKind($name)
                    # Bytes are written in base 64.
                    if ($data -is [byte[]]) { $data = [Convert]::ToBase64String($data) }
                    [ordered]@{ name = $name; kind = [int]$kind; data = $data }
                }
                # Of these, whether they say anything, and not what.
                foreach ($name in $wanted.set) {
                    $data = $key.GetValue($name)
                    if ($null -eq $data) { continue }
                    [ordered]@{ name = $name; set = (([string]($data -join '')).Trim().Length -gt 0) }
                }
                # Rules of the firewall for what comes in, where they name no program of their own. What people wrote into
                # them is left out, but for Windows' own rules.
                if ($wanted.rules) {
                    foreach ($name in $key.GetValueNames()) {
                        $data = [string]$key.GetValue($name)
                        if ($data -notmatch '^v\d+\.\d+\|Action=\w+\|' -or $data -notmatch '\|Dir=In\|') { continue }
                        if ($own -notcontains $name) {
                            if ($data -match '\|App=(?!System\||[^|]*svchost\.exe\|)') { continue }
                            $data = $data -replace '\|(Name|Desc|EmbedCtxt)=[^|]*(?=\|)', ''
                        }
                        [ordered]@{ name = $name; kind = 1; data = $data }
                    }
                }
            )
            # What was asked for, so that what is not there is known not to be there.
            asked = @(@($wanted.take) + @($wanted.set) | Where-Object { $_ })
            # Whether it holds anything at all.
            any = $(if ($wanted.any) { $key.ValueCount -gt 0 })
            # Certificates, by their thumbprints.
            subkeys = @(if ($wanted.thumbprints) { $key.GetSubKeyNames() | Where-Object { $_ -match '^[0-9A-Fa-f]{40}$' } })
        }
        $key.Close()
    } catch { [ordered]@{ path = $wanted.path; failed = $_.Exception.GetType().Name } }
})
# Whether the services run.
try { $found['services'] = @(Get-Service -Name @SERVICES@ -ErrorAction SilentlyContinue | ForEach-Object { [ordered]@{ name = $_.Name; running = ($_.Status -eq 'Running') } }) } catch { }
# Who listens on the port of Remote Desktop, the usual one and the one that is set: Remote Desktop or which program.
try {
    $owner = (Get-CimInstance Win32_Service -Filter "Name='TermService'").ProcessId
    $ports = @(3389, $machine.OpenSubKey('@LISTENER@', $false).GetValue('PortNumber'))
    $found['listening'] = @(Get-NetTCPConnection -State Listen | Where-Object { $ports -contains $_.LocalPort } | ForEach-Object {
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
# What is read of an event: its texts and everything else are left out.
$fields = @(@FIELDS@)
# The newest events of these providers and numbers.
$found['events'] = @(foreach ($wanted in @(
@EVENTS@
)) {
    try {
        Get-WinEvent -FilterHashtable @{ ProviderName = $wanted.provider; Id = $wanted.ids } -MaxEvents 100 -ErrorAction Stop | ForEach-Object {
            $data = @{}
            foreach ($item in ([xml]$_.ToXml()).Event.EventData.Data) { if ($fields -contains $item.Name) { $data[$item.Name] = [string]$item.'#text' } }
            # A name that nobody has may be a password that was typed in the wrong place.
            if ($data['SubStatus'] -eq '0xc0000064') { $data.Remove('TargetUserName') }
            [ordered]@{ provider = $_.ProviderName; id = $_.Id; at = $_.TimeCreated.ToUniversalTime().ToString('o'); data = $data }
        }
    } catch { }
})
# Everything as one line of JSON.
$found | ConvertTo-Json -Depth 8 -Compress
