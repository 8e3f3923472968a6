#!/bin/sh
# All texts of the data folder, one after the other.
echo 1 >>ran
cat data/*.txt >lines.txt
