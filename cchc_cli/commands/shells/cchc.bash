# Completion of cchc for bash 4.4 and later. cchc prints a word, a tab and its help in each line.

_cchc() {
    local word _help special
    COMPREPLY=()
    while IFS=$'\t' read -r word _help; do
        [[ $word ]] || continue
        case ${COMP_WORDS[COMP_CWORD]} in
            \"*)
                for special in '\' '"' '$' '`'; do word=${word//"$special"/"\\$special"}; done
                word=${word//'!'/"\"'!'\""}  # of the history, also between double quotes
                ;;
            \'*) word=${word//\'/"'\\''"} ;;
            *) printf -v word %q "$word" ;;
        esac
        COMPREPLY+=("$word")
    done < <(
        _CCHC_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args \
            _TYPER_COMPLETE_ARGS=${COMP_LINE:0:COMP_POINT} "${1/#~\//$HOME/}" 2> /dev/null
    )
}

complete -o default -F _cchc cchc
