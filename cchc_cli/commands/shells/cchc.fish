# Completion of cchc for fish. cchc prints a word, a tab and its help in each line.

function __cchc_complete
    set -lx _CCHC_COMPLETE complete_fish
    set -lx _TYPER_COMPLETE_FISH_ACTION get-args
    set -lx _TYPER_COMPLETE_ARGS (commandline -cp | string collect)
    set -l program (commandline -opc)[1]
    set -l option (commandline -ct | string match -r -- '^--[a-z-]+=')
    set -l offered ($program 2>/dev/null | string match -v '')
    if set -q offered[1]
        printf '%s\n' "$option"$offered
    else
        __fish_complete_path (commandline -ct | string unescape)
    end
end

complete --command cchc --no-files --arguments '(__cchc_complete)'
