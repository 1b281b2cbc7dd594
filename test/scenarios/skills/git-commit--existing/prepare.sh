# The user's own repository, with one change that is not committed.
set -e
export GIT_CONFIG_GLOBAL=/dev/null
git init -q -b main
git config user.name 'Kana Mori'
git config user.email 'kana@mori.test'
git add -- hello.sh
git commit -q -m 'Greet on the command line'
echo 'echo goodbye' >> hello.sh
