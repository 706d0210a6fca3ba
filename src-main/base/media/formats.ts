/**
 * Containers that hold media themselves, by ffmpeg's names, of ffmpeg 4.2 to 8. Everything else is refused before it is opened:
 * - what reads other files or the network, because a film must not: dash, hls, concat, imf, image2, sdp, rtp, rtsp, sap,
 *   webm_dash_manifest, vobsub, mlv, dvdvideo;
 * - what runs a script or a device: avisynth, vapoursynth, lavfi, and every device;
 * - text, and pictures but for the kinds that are taken as films of one frame, which ffmpeg reads as if they were films;
 * - sound without a header, which nothing tells from rubbish.
 * A name that a build does not know does no harm there. A new container has to be added here.
 */
const CONTAINERS = `
  mov mp4 m4a 3gp 3g2 mj2 matroska webm avi asf asf_o wtv flv live_flv kux mpeg mpegts mpegvideo m4v h264 hevc vvc evc
  h261 h263 av1 obu ivf vc1 vc1test avs avs2 avs3 cavsvideo dirac dnxhd mjpeg mjpeg_2000 ipu apv hxvs mxf gxf lxf nut ogg
  rm nsv nuv dv pva ty mtv mods moflex mvi mv mm mgsts msnwctcp mpjpeg vivo vividas yuv4mpegpipe r3d cine
  ser swf gif apng jpegxl_anim flic frm iv8 lmlm4 luodat dhav ifv jv xmv bink smk roq rl2 rpl rso 4xm anm bethsoftvid bfi
  bmv c93 cdg cdxl dfa dxa ea ea_cdata film_cpk gdv hnm idcin ilbc ingenient ipmovie kvag mmf nc paf pmp psxstr sga
  simbiosis_imx siff smjpeg smush sol thp tiertexseq tmv usm vmd wc3movie wsvqa wv wve xwma yop filmstrip adp mp3 aac loas
  flac wav w64 wavarc aiff caf au ac3 eac3 ac4 amr amrnb amrwb ape apc apm dts dtshd truehd mlp tak tta shn mpc mpc8 gsm
  g722 g723_1 g726 g726le g729 aptx aptx_hd sbc codec2 bit dfpwm dsf iff iamf lc3 alp aax act acm aea afc aix adx ads
  argo_asf argo_brp ast avr bfstm brstm boa bonk binka dcstr derf dss daud epaf fsb fwse genh hca hcom ircam iss laf lvf
  mca msf mtaf musx nistsphere nsp oma osq pp_bnk pvf qcp qoa redspark rka rsd sds sdns sdr2 sdx sln sox spdif svag svs
  vag voc vpk vqf wady wsaud wsd xa xvag libopenmpt libgme libmodplug 3dostr ace dsicin scd xmd pdv apac aa mxg ivr
  jpeg_pipe png_pipe webp_pipe
`;

const FORMATS = CONTAINERS.trim().split(/\s+/).join(',');

/** What stands before every input of ffmpeg and ffprobe: it reads this one file, as media, and nothing else. */
export const INPUT_LIMITS: readonly string[] = [
  ...['-protocol_whitelist', 'file,pipe'],
  ...['-format_whitelist', FORMATS],
];
