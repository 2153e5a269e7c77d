#!/bin/sh
# ./uproute package [tar] [deb] [image] [sbom]: what a release consists of, in target/, each with its own Java.
# The launcher calls it with the folder of the JDK's programs first.
set -eu

home=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
jdk=$1
shift
version=$(sed -n 's/.*<version>\(.*\)<\/version>.*/\1/p;T;q' "$home/pom.xml")
# the time of the sources, as Maven stamps the jar with it: the same sources make the same files
stamp=$(sed -n 's/.*outputTimestamp>\(.*\)<\/.*/\1/p' "$home/pom.xml")
epoch=$(date -d "$stamp" +%s)
arch=$(uname -m)
target=$home/target
work=$target/package
program=$work/program
export home target work program version epoch arch

fail() {
  echo "uproute: $*" >&2
  exit 3
}

# unless the one that is there is of this jar, this launcher and these modules:
# the runtime, the jar, what the jar would unpack at each start, and the AOT cache of exactly these
program() {
  made=$work/made
  [ ! -f "$made" ] || [ -n "$(find "$target/uproute.jar" "$home/uproute" "$home/src/package/modules" -newer "$made")" ] \
    || return 0
  [ -x "$jdk/jlink" ] || fail "$jdk has no jlink; set JAVA_HOME to a JDK, e.g. Eclipse Temurin 25"
  rm -rf "$work"
  mkdir -p "$program/native"
  cp "$home/uproute" "$home/target/uproute.jar" "$home/LICENSE" "$program/"
  "$jdk/jlink" --add-modules "$(grep -v '^#' "$home/src/package/modules" | xargs | tr ' ' ,)" --include-locales=en,de \
    --no-header-files --no-man-pages --compress=zip-6 --output "$program/runtime"
  # of the programs only java; of java.desktop only its beans, which need no window
  find "$program/runtime/bin" -type f ! -name java -delete
  (cd "$program/runtime/lib" && rm -f libawt*.so libfontmanager.so libfreetype.so libjavajpeg.so libjawt.so \
    liblcms.so libmlib_image.so libsplashscreen.so libjsound.so psfont* fontconfig* )
  (cd "$work" && "$jdk/jar" xf "$program/uproute.jar" "org/sqlite/native/Linux/$arch" \
    "com/sun/jna/linux-$(echo "$arch" | tr _ -)")
  mv "$work/org/sqlite/native/Linux/$arch"/*.so "$work/com/sun/jna"/*/*.so "$program/native/"
  rm -r "$work/org" "$work/com"
  # the cache knows jar and runtime by their times, so these are whole seconds, and its own is younger
  find "$program" -exec touch -hd "@$epoch" {} +
  (cd "$work" && "$program/uproute" --version) >/dev/null
  [ -s "$program/uproute.aot" ] || fail "the AOT cache could not be made; try $program/uproute in an empty folder"
  chmod 644 "$program/uproute.aot"
  touch -d "@$((epoch + 1))" "$program/uproute.aot"
  touch "$made"
}

# uproute-VERSION-linux-ARCH.tar.gz: a folder that runs where it is unpacked
tarball() {
  name=uproute-$version-linux-$(echo "$arch" | sed 's/x86_64/x64/;s/aarch64/arm64/')
  folder=$work/$name
  rm -rf "$folder"
  cp -al "$program" "$folder"
  sed 's/SETTINGS/docs\/application.properties/' "$home/src/package/application.properties" > "$folder/application.properties"
  cp "$home/services.yaml" "$home/README.md" "$folder/"
  mkdir "$folder/docs"
  cp "$home"/docs/*.md "$home/application.properties" "$folder/docs/"
  find "$folder" -newermt "@$((epoch + 1))" -exec touch -hd "@$epoch" {} +
  tar --sort=name --owner=0 --group=0 --numeric-owner -C "$work" -c "$name" | gzip -n > "$target/$name.tar.gz"
  echo "$target/$name.tar.gz"
}

# uproute-VERSION-sbom.json: the libraries of the jar with versions, licences and sums, in CycloneDX's form
sbom() {
  (cd "$home" && mvn -q -B org.cyclonedx:cyclonedx-maven-plugin:2.9.3:makeBom -DoutputFormat=json \
    -DoutputName="uproute-$version-sbom" -DincludeTestScope=false -Dcyclonedx.skipAttach=true) >&2
  echo "$target/uproute-$version-sbom.json"
}

sums() {
  (cd "$target" && for file in uproute-"$version"-* uproute_"$version"_* uproute.jar; do
    [ ! -f "$file" ] || sha256sum "$file"
  done > SHA256SUMS)
  echo "$target/SHA256SUMS"
}

[ $# -gt 0 ] || set -- tar deb image sbom
for what in "$@"; do
  case $what in
    tar|deb|image|sbom|root) ;;
    *) fail "package has no $what; it makes tar, deb, image, sbom, or all of them" ;;
  esac
done
[ "$*" = sbom ] || program
for what in "$@"; do
  case $what in
    tar) tarball ;;
    sbom) sbom ;;
    *) "$home/src/package/$what.sh" ;;
  esac
done
sums
