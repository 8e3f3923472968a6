#!/bin/sh
# The number of lines. Where there is a file "slow", it waits in the middle of its output, to be killed there.
echo 2 >>ran
. ./helper.sh
count="$(count_lines lines.txt)"
printf '%.1s' "$count" >count.txt
if [ -f data/slow ]; then sleep 60; fi
printf '%s\n' "$count" >count.txt
