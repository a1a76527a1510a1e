#!/usr/bin/env bash
# The one door to everything a person does with this repository. build.ps1 is its twin: keep them alike.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
export TESTINGPLATFORM_TELEMETRY_OPTOUT=1

usage() {
    cat <<'TEXT'
usage: ./build.sh VERB [arguments]

  run [--set key=value ...]   start a node on 127.0.0.1 (frames 4053, HTTP 8558), data in ./actormq-data
  test [arguments]            build everything with warnings as errors, then run every test
  demo [arguments]            a node, a producer and two consumers; the node is killed and started again
  quickstart [NODE HTTP]      send, consume, retry, dead letter, redrive, at the node that runs
  bench WORKLOAD [arguments]  measure: throughput, latency, backlog, restart, idle-topics, acks, retry-storm,
                              slow-consumer, ceiling, journal or kernel
  sim [arguments]             the whole product in one thread from a seed, under faults:
                              --seed N, --seeds A..B, --minutes M, --regressions or --mutants
  pbm [arguments]             the command line, for example: ./build.sh pbm topic ls
  format [--verify]           put the code in shape, or only say what is out of shape
TEXT
}

run_project() {
    local project=$1
    shift
    dotnet run --configuration Release --project "$project" -- "$@"
}

# Directory.Build.props turns every warning into an error, so the build is the first check.
run_tests() {
    dotnet build ActorMQ.sln --verbosity quiet
    dotnet test --solution ActorMQ.sln --no-build "$@"
}

run_format() {
    if [[ "${1:-}" == "--verify" ]]; then
        dotnet format ActorMQ.sln --verify-no-changes --no-restore
    else
        dotnet format ActorMQ.sln
    fi
}

verb=${1:-help}
[[ $# -gt 0 ]] && shift
case "$verb" in
    run) run_project src/ActorMQ.Server "$@" ;;
    test) run_tests "$@" ;;
    demo) run_project samples/ActorMQ.Demo "$@" ;;
    quickstart) run_project samples/QuickStart "$@" ;;
    bench) run_project bench/ActorMQ.Bench "$@" ;;
    # Not a release build: that one has no way to put a bug in.
    sim) dotnet run --configuration Debug --project tests/ActorMQ.Simulation -- "$@" ;;
    pbm) run_project src/ActorMQ.Cmd "$@" ;;
    format) run_format "$@" ;;
    help | -h | --help) usage ;;
    *)
        echo "build.sh knows no verb '$verb'." >&2
        usage >&2
        exit 2
        ;;
esac
