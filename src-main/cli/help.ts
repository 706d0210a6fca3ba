export const HELP = `Longtake: ask questions of long local videos. Nothing leaves your machine.

longtake index FILE…               add files or folders and index them
                                   [--again] look an index through, and make anew what is damaged
                                   [--audio 2] listen to that sound track
longtake tracks FILE               its sound tracks, transcripts (heard, or from subtitles) and chapters
                                   [--audio 2] [--use 2] [--subtitles FILE.srt] choose another from now on
longtake ask FILE QUESTION         ask one video          [--from 1:00 --to 2:00] [--answers search|model|own]
longtake ask --all QUESTION        ask the whole library
longtake search FILE TEXT          find places            [--limit 20]
longtake search --all TEXT         find places in the whole library
longtake transcript FILE           what is said           [--format txt|srt|vtt|md|json] [--out FILE]
longtake scenes FILE               where the scenes are   [--out FILE.csv]
longtake export FILE --as FORMAT   scenes for other programs: edl, fcpxml, otio, youtube, ffmetadata, csv, md, html
                                   [--what shots|chapters] [--timebase 25] [--out FILE]
longtake table FILE NAME           speech, text, objects, shots or scenes as CSV  [--out FILE.csv]
longtake clip FILE --from 1:00 --to 2:00 --out FILE.mp4   a stretch as a film of its own  [--exact]
longtake list                      the videos of the library
longtake models                    the model packs
longtake models available          what can be fetched
longtake models install ID         fetch one              [--precision int4] [--yes]
longtake models import PATH        take one from a folder or an archive
longtake models remove ID
longtake models use ROLE ID        choose one for search, answers or speech
longtake models look               language models that run on this computer  [--at http://localhost:8080] [--key KEY]
longtake models use own MODEL      have one of them answer; none: no longer
longtake mcp                       serve an assistant over standard input and output (docs/mcp.md)
longtake doctor                    check that everything needed is there
                                   [--again] try the devices of this machine anew
                                   [--report FILE] a report to show to others: no titles, paths or words of films
longtake help, longtake --version

FILE is a video, or the id or title of one in the library; a file that is new is added and indexed first.
--json           one JSON object on standard output (docs/cli.md); progress stays on standard error
--library DIR    a library elsewhere than the app's own
--force          replaces the file of --out where it is there already; films are never written over

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing found, 4 file cannot be read,
5 library in use or damaged, 6 model pack or ffmpeg missing, 130 stopped by Ctrl-C.
`;
