#!/usr/bin/env pwsh
# The one door to everything a person does with this repository. build.sh is its twin: keep them alike.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$env:TESTINGPLATFORM_TELEMETRY_OPTOUT = '1'

$usage = @'
usage: ./build.ps1 VERB [arguments]

  run [--set key=value ...]   start a node on 127.0.0.1 (frames 4053, HTTP 8558), data in ./actormq-data
  test [arguments]            build everything with warnings as errors, then run every test
  demo [arguments]            a node, a producer and two consumers; the node is killed and started again
  quickstart [NODE HTTP]      send, consume, retry, dead letter, redrive, at the node that runs
  bench WORKLOAD [arguments]  measure: throughput, latency, backlog, restart, idle-topics, acks, retry-storm,
                              slow-consumer, ceiling, journal or kernel
  sim [arguments]             the whole product in one thread from a seed, under faults:
                              --seed N, --seeds A..B, --minutes M, --regressions or --mutants
  pbm [arguments]             the command line, for example: ./build.ps1 pbm topic ls
  format [--verify]           put the code in shape, or only say what is out of shape
'@

$verb = if ($args.Count -gt 0) { $args[0] } else { 'help' }
$rest = @($args | Select-Object -Skip 1)

function Invoke-Step {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

switch ($verb) {
    'run' { Invoke-Step run --configuration Release --project src/ActorMQ.Server '--' @rest }
    'test' {
        Invoke-Step build ActorMQ.sln --verbosity quiet
        Invoke-Step test --solution ActorMQ.sln --no-build @rest
    }
    'demo' { Invoke-Step run --configuration Release --project samples/ActorMQ.Demo '--' @rest }
    'quickstart' { Invoke-Step run --configuration Release --project samples/QuickStart '--' @rest }
    'bench' { Invoke-Step run --configuration Release --project bench/ActorMQ.Bench '--' @rest }
    # Not a release build: that one has no way to put a bug in.
    'sim' { Invoke-Step run --configuration Debug --project tests/ActorMQ.Simulation '--' @rest }
    'pbm' { Invoke-Step run --configuration Release --project src/ActorMQ.Cmd '--' @rest }
    'format' {
        if ($rest.Count -gt 0 -and $rest[0] -eq '--verify') {
            Invoke-Step format ActorMQ.sln --verify-no-changes --no-restore
        } else {
            Invoke-Step format ActorMQ.sln
        }
    }
    { $_ -in 'help', '-h', '--help' } { Write-Output $usage }
    default {
        [Console]::Error.WriteLine("build.ps1 knows no verb '$verb'.")
        [Console]::Error.WriteLine($usage)
        exit 2
    }
}
