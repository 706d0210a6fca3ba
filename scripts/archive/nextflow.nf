// Nextflow: an archive of films as a workflow, one task a film, on whatever Nextflow runs on (local, Slurm, PBS, Kubernetes, clouds).
//
//   nextflow run nextflow.nf --films FILMS.txt --bundles /shared/bundles -resume
//
// FILMS.txt has a path a line; --bundles is an absolute path that every task sees. The bundles are no outputs of Nextflow's: they lie
// there whole or not at all, and a film that is there is passed over. Was not run here: there was no Nextflow at hand.
params.films = 'films.txt'
params.bundles = "${launchDir}/bundles"
params.longtake = 'longtake'

process INDEX {
    tag "${film}"
    cpus 2
    memory 4.GB
    maxRetries 5
    // 75: something that passes. From 128 on: it was killed. Anything else is the film's own: the others go on.
    errorStrategy { task.exitStatus == 75 || task.exitStatus >= 128 ? 'retry' : 'ignore' }

    input:
    val film

    output:
    tuple val(film), path('progress.jsonl')

    script:
    def quoted = "'" + film.replace("'", "'\\''") + "'"
    """
    export LONGTAKE_USER_DATA=\$(mktemp -d)
    trap 'rm -rf "\$LONGTAKE_USER_DATA"' EXIT
    ${params.longtake} index ${quoted} --bundle '${params.bundles}' --cores ${task.cpus} --json > progress.jsonl
    """
}

workflow {
    INDEX(Channel.fromPath(params.films).splitText { it.trim() }.filter { it })
}
