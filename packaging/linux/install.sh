#!/bin/sh
# Installs Desk for one person, or with --prefix for a machine. Desks, settings and word lists are never touched.
#   install.sh [--prefix DIR] [--uninstall]      DIR: ~/.local where none is named
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=${HOME:-}/.local
uninstall=
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) prefix=$2; shift 2 ;;
        --uninstall) uninstall=yes; shift ;;
        *) echo "usage: install.sh [--prefix DIR] [--uninstall]" >&2; exit 2 ;;
    esac
done
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
lib=$prefix/lib/desk-newsroom
list=$lib/installed

refresh() {
    for tool in "update-desktop-database -q $prefix/share/applications" "update-mime-database $prefix/share/mime"; do
        # shellcheck disable=SC2086
        if command -v "${tool%% *}" >/dev/null 2>&1; then $tool >/dev/null 2>&1 || true; fi
    done
}

remove() {
    [ ! -f "$list" ] || while IFS= read -r file; do rm -f -- "$prefix/$file"; done <"$list"
}

if [ -n "$uninstall" ]; then
    [ -d "$lib" ] || { echo "Desk is not installed in $prefix." >&2; exit 1; }
    remove
    rm -rf -- "$lib"
    refresh
    echo "Desk is gone from $prefix. Your desks and settings are where they were."
    exit 0
fi

mkdir -p "$prefix/lib" "$prefix/bin" "$prefix/share"
rm -rf -- "$lib.new"
cp -R "$here/program" "$lib.new"
cp "$here/install.sh" "$lib.new/install.sh"
(cd "$here" && find share -type f) >"$lib.new/installed"
echo bin/desk >>"$lib.new/installed"
remove
rm -rf -- "$lib"
mv "$lib.new" "$lib"
cp -R "$here/share/." "$prefix/share/"
ln -sf ../lib/desk-newsroom/desk "$prefix/bin/desk"
# Sessions do not look into ~/.local/bin before a person has it.
entry=$prefix/share/applications/org.desk_newsroom.Desk.desktop
PROGRAM=$prefix/bin/desk awk '
    /^Exec=/ { program = ENVIRON["PROGRAM"]; gsub(/%/, "%%", program); print "Exec=\"" program "\" %F"; next }
    !/^TryExec=/' "$entry" >"$entry.new"
mv "$entry.new" "$entry"
refresh
echo "Desk is installed. Start it from the menu, or with: $prefix/bin/desk"
case :${PATH:-}: in *":$prefix/bin:"*) ;; *) echo "($prefix/bin is not on your PATH.)" ;; esac
