#!/bin/sh
# The count times a factor.
echo 3 >>ran
echo $(( $(cat count.txt) * $1 )) >report.txt
