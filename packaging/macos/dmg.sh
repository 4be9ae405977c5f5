#!/bin/sh
# Makes the disk image out of dist/Desk.app: dmg.sh VERSION. Signs it where DESK_SIGN names an identity; without one
# the bundle is signed ad hoc, and a person opens it by the context menu the first time.
set -eu
cd "$(dirname -- "$0")/../.."
version=$1
app=dist/Desk.app
stage=build/dmg
image=dist/desk-newsroom-$version-macos-$(uname -m).dmg
codesign --force --deep --options runtime --sign "${DESK_SIGN:--}" \
    --entitlements packaging/macos/entitlements.plist "$app"
codesign --verify --deep --strict "$app"
rm -rf "$stage" "$image"
mkdir -p "$stage"
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname Desk -srcfolder "$stage" -fs HFS+ -format UDZO -ov "$image"
echo "$image"
