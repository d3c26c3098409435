# Read by the launchers beside it. Builds Leeway and sets: root, the repository's folder; classpath, of the examples; bin, what goes before
# the name of a program of the JDK.
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
"$root/mvnw" -q -f "$root/pom.xml" -pl examples -am package -DskipTests -Denforcer.skip
classpath="$root/examples/target/classes:$(cat "$root/examples/target/dependencies.txt")"
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
