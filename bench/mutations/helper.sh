offset=0
count_lines() { echo $(( $(wc -l <"$1") + offset )); }
