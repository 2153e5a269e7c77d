#!/bin/sh
# uproute_VERSION_ARCH.deb: the program in /usr/lib/uproute, settings in /etc/uproute, what it writes in
# /var/lib/uproute. Called by package.sh with its variables.
set -eu

deb=$work/deb
files=$home/src/package/deb
name=uproute_${version}_$(dpkg --print-architecture).deb

rm -rf "$deb"
mkdir -p "$deb/DEBIAN" "$deb/etc/uproute" "$deb/usr/bin" "$deb/usr/sbin" "$deb/usr/lib/systemd/system" \
  "$deb/usr/lib/sysctl.d" "$deb/usr/share/doc/uproute"
cp -al "$program" "$deb/usr/lib/uproute"
rm "$deb/usr/lib/uproute/LICENSE"
ln -s ../lib/uproute/uproute "$deb/usr/bin/uproute"
install -m 755 "$files/uproutectl" "$deb/usr/sbin/uproutectl"
install -m 644 "$files/uproute.service" "$deb/usr/lib/systemd/system/"
install -m 644 "$files/sysctl.conf" "$deb/usr/lib/sysctl.d/50-uproute.conf"
install -m 755 -d "$deb/etc/uproute/routes" "$deb/etc/uproute/templates" \
  "$deb/etc/uproute/lib" "$deb/usr/share/lintian/overrides"
sed 's/SETTINGS/\/usr\/share\/doc\/uproute\/application.properties/' "$home/src/package/application.properties" \
  > "$deb/etc/uproute/application.properties"
cp "$home/services.yaml" "$deb/etc/uproute/"
cp "$home/README.md" "$home/application.properties" "$deb/usr/share/doc/uproute/"
cp "$files/copyright" "$deb/usr/share/doc/uproute/"
cp "$files/overrides" "$deb/usr/share/lintian/overrides/uproute"
gzip -9n < "$home/CHANGELOG.md" > "$deb/usr/share/doc/uproute/CHANGELOG.md.gz"
{
  printf 'uproute (%s) stable; urgency=medium\n\n' "$version"
  printf '  * What changed is in CHANGELOG.md.gz beside this file.\n\n'
  printf ' -- %s  %s\n' "$(sed -n 's/^Maintainer: //p' "$files/control")" "$(date -uRd "@$epoch")"
} | gzip -9n > "$deb/usr/share/doc/uproute/changelog.gz"
for script in postinst prerm postrm; do
  install -m 755 "$files/$script" "$deb/DEBIAN/"
done
printf '/etc/uproute/%s\n' application.properties services.yaml > "$deb/DEBIAN/conffiles"
(cd "$deb" && find usr -type f -print0 | sort -z | xargs -0 md5sum) > "$deb/DEBIAN/md5sums"
sed "s/VERSION/$version/;s/ARCH/$(dpkg --print-architecture)/;s/SIZE/$(du -sk --exclude=DEBIAN "$deb" | cut -f1)/" \
  "$files/control" > "$deb/DEBIAN/control"
find "$deb" -newermt "@$((epoch + 1))" -exec touch -hd "@$epoch" {} +
# a second later, as no file gets a later time than this and the AOT cache is younger than its jar.
# xz takes a minute more for a fifth less
SOURCE_DATE_EPOCH=$((epoch + 1)) dpkg-deb --root-owner-group -Zgzip -z6 --build "$deb" "$target/$name" >/dev/null
echo "$target/$name"
