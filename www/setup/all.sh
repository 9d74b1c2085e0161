# shellcheck shell=bash disable=SC2154
# Everything that the scripts share. The sourcing script has set `root` to the top of the repository.

. "$root/www/setup/say.sh"
. "$root/www/setup/system.sh"
. "$root/www/setup/tools.sh"
. "$root/www/setup/wasm.sh"
. "$root/www/setup/page.sh"
