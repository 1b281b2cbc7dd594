/** What a shell has to be told so that it asks Skillet itself: nothing in it goes out of date. */

import { askWord } from "./ask-word.ts";

/** Where no candidate comes back, readline goes on with file names (`-o default`). */
const bash = `# Completion of skillet for bash. For every shell: put this line into ~/.bashrc
#   source <(skillet completion bash)
_skillet() {
  local line value word
  local -a words
  COMPREPLY=()
  # As they are meant, not as they are typed: \\$ stands for $.
  for word in "\${COMP_WORDS[@]:1}"; do
    value=
    while [[ "$word" == *\\\\?* ]]; do
      value+=\${word%%\\\\*}
      word=\${word#*\\\\}
      value+=\${word:0:1}
      word=\${word:1}
    done
    words+=("$value$word")
  done
  while IFS= read -r line; do
    value=\${line%%$'\\t'*}
    if [ "$value" = ":files" ]; then
      COMPREPLY=()
      return
    fi
    COMPREPLY+=("$(printf '%q' "$value")")
  done < <(skillet ${askWord} "$COMP_CWORD" "\${words[@]}" 2>/dev/null)
  if [ \${#COMPREPLY[@]} -eq 0 ]; then
    compopt +o default 2>/dev/null
  fi
}
complete -o default -F _skillet skillet
`;

const zsh = `#compdef skillet
# Completion of skillet for zsh. For every shell: put this line into ~/.zshrc, behind compinit
#   source <(skillet completion zsh)
_skillet() {
  local line value about
  local -a described
  for line in "\${(@f)$(skillet ${askWord} $((CURRENT - 1)) "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}"; do
    value="\${line%%$'\\t'*}"
    [[ -z "$value" ]] && continue
    if [[ "$value" == ":files" ]]; then
      _files
      return
    fi
    about="\${line#*$'\\t'}"
    # A backslash takes the sign behind it as it is, the colon ends the word.
    value="\${value//\\\\/\\\\\\\\}"
    described+=("\${value//:/\\\\:}\${about:+:$about}")
  done
  _describe -t skillet skillet described
}
if [ "$funcstack[1]" = "_skillet" ]; then
  _skillet "$@"
else
  compdef _skillet skillet
fi
`;

const fish = `# Completion of skillet for fish. For every shell: put this line into ~/.config/fish/config.fish
#   skillet completion fish | source
function __skillet_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    # As it is meant, not as it is typed; in an open quote there is nothing to take away.
    set -l meant (string unescape -- $current)
    or set meant $current
    set -l place (count $before)
    set -e before[1]
    for line in (skillet ${askWord} $place $before "$meant" 2>/dev/null)
        if test "$line" = ":files"
            __fish_complete_path "$current"
        else
            printf '%s\\n' $line
        end
    end
end
complete -c skillet -f -a '(__skillet_complete)'
`;

export const completionScripts: Readonly<Record<string, string>> = { bash, zsh, fish };
