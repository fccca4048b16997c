# Runs one program and ends it when the pipe on our standard input closes, which is what happens
# when the Java process that started us closes it, or ends in whatever way, SIGKILL included.
# Arguments: stop signal, seconds of grace before SIGKILL, log file, program, its arguments.
# Prints the program's process id on the first line; ends with the program's exit status.
trap '' INT QUIT HUP
# TERM often goes to the whole group (timeout, service managers). The parent gets it too and ends us in
# order; a handler, unlike '', is not inherited by the program.
trap : TERM
signal=$1
grace=$2
log=$3
shift 3
exec 3<&0
# A session of its own keeps Ctrl-C in the terminal away from the program: the parent decides the order.
if command -v setsid >/dev/null 2>&1; then
  set -- setsid "$@"
elif command -v perl >/dev/null 2>&1; then
  set -- perl -e 'setpgrp; exec @ARGV' "$@"
fi
"$@" </dev/null >>"$log" 2>&1 3<&- &
child=$!
echo "$child"
exec >/dev/null 2>&1
(
  trap '' TERM
  while read -r _; do :; done <&3
  kill -s "$signal" "$child"
  waited=0
  while [ "$waited" -lt "$grace" ] && kill -0 "$child"; do
    sleep 1
    waited=$((waited + 1))
  done
  kill -s KILL "$child"
) &
watcher=$!
exec 3<&- </dev/null
wait "$child"
status=$?
while kill -0 "$child"; do
  wait "$child"
  status=$?
done
kill -s KILL "$watcher"
exit "$status"
