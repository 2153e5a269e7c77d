#!/bin/sh
# uproute-VERSION-image.tar: an OCI image, made without a daemon. Called by package.sh with its variables.
set -eu

command -v buildah >/dev/null || {
  echo "uproute: the image is made by buildah; install it, e.g. apt install buildah, or make the others: ./uproute package tar deb" >&2
  exit 3
}
"$home/src/package/root.sh"
layout=$work/layout
file=$target/uproute-$version-image.tar
# the last stage of the Dockerfile with the files that its first stage would make; OCI knows no health check
sed -n '/^FROM scratch/,$p' "$home/docker/Dockerfile" | sed '/^HEALTHCHECK/d' > "$work/Dockerfile"
buildah build --quiet --storage-driver vfs --isolation chroot --timestamp "$epoch" \
  --build-context "build=$work" --tag "uproute:$version" --file "$work/Dockerfile" "$work/image" >/dev/null
rm -rf "$layout" "$file"
buildah push --quiet --storage-driver vfs "uproute:$version" "oci:$layout:uproute:$version"
buildah rmi --storage-driver vfs "uproute:$version" >/dev/null
# docker load wants to be told in a file of its own
blob() { echo "$1" | sed 's/:/\//;s/^/blobs\//'; }
digests=$(grep -o 'sha256:[0-9a-f]*' "$layout/$(blob "$(grep -o 'sha256:[0-9a-f]*' "$layout/index.json")")")
config=$(blob "$(echo "$digests" | head -n 1)")
layers=$(for layer in $(echo "$digests" | tail -n +2); do printf '%s"%s"' "${comma-}" "$(blob "$layer")"; comma=,; done)
echo "[{\"Config\":\"$config\",\"RepoTags\":[\"uproute:$version\"],\"Layers\":[$layers]}]" > "$layout/manifest.json"
tar --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner -C "$layout" -cf "$file" .
echo "$file"
