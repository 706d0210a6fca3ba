/** Frames indexed of an hour of film at this rate. */
export function perHour(framesPerSecond: number): number {
  return Math.round(framesPerSecond * 3600);
}
