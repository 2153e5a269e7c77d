#!/bin/sh
# The files of the image, in target/package/image: files/ of root, owned/ of the user it runs as. There is the
# program with its Java, the C library of this machine, and no shell. Called by package.sh with its variables, and by
# docker/Dockerfile.
set -eu

image=$work/image
root=$image/files
at=/opt/uproute

rm -rf "$image"
mkdir -p "$root$at" "$root/etc" "$root/usr/local/bin" "$root/config" "$root/var/lib/dpkg/status.d" "$image/owned"
mkdir -m 1777 "$root/tmp"
mkdir -m 700 "$image/owned/data"
cp -al "$program/." "$root$at/"
rm "$root$at/uproute"

# the libraries that Java and the native parts are linked with, where their loader looks. Its own libjvm.so first: the
# loader of some images of a JDK knows another
find "$program/runtime" "$program/native" \( -name 'lib*.so' -o -name java \) \
    -exec env "LD_LIBRARY_PATH=$program/runtime/lib/server:$program/runtime/lib" ldd {} + 2>/dev/null \
  | sed -n 's/^[^/]*\(\/[^ ]*\) (0x.*/\1/p' | grep -v "^$program" | sort -u > "$image/libraries"
while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done < "$image/libraries"
# names by /etc/hosts first, then by DNS
echo 'hosts: files dns' > "$root/etc/nsswitch.conf"
echo 'uproute:x:10001:10001::/data:/nonexistent' > "$root/etc/passwd"
echo 'uproute:x:10001:' > "$root/etc/group"
# what scanners of images ask which version of the C library this is
dpkg-query --status libc6 > "$root/var/lib/dpkg/status.d/libc6"
cp /etc/os-release "$root/etc/"

# there is no shell that could look at the length of the list: these are the options for a short one. A file whose
# first line names Java is a program; its own name comes before its arguments, for Java behind the last option
java="#!$at/runtime/bin/java"
{
  (cd "$program" && ./uproute options) | xargs -n 1
  echo "-XX:AOTCache=$at/uproute.aot"
  echo "-Dorg.sqlite.lib.path=$at/native"
  echo "-Djna.boot.library.path=$at/native"
  echo "-Djna.nounpack=true"
  echo "-Dlauncher.program=/usr/local/bin/uproute"
  echo "-jar $at/uproute.jar"
} > "$root$at/uproute.options"
echo "$java @$at/uproute.options" > "$root/usr/local/bin/uproute"

# what asks how it is starts every minute, so it has a small AOT cache of its own
health="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx16m"
# shellcheck disable=SC2086
"$program/runtime/bin/java" $health -XX:AOTCacheOutput="$root$at/health.aot" -cp "$program/uproute.jar" dev.uproute.Health \
  >/dev/null 2>&1 || true
chmod 644 "$root$at/health.aot"
echo "$health -XX:AOTCache=$at/health.aot -cp $at/uproute.jar dev.uproute.Health" > "$root$at/health.options"
echo "$java @$at/health.options" > "$root/usr/local/bin/uproute-health"
chmod 755 "$root/usr/local/bin"/*
find "$image" -newermt "@$((epoch + 1))" -exec touch -hd "@$epoch" {} +
