import { count } from '../ui/format';

/** Frames indexed of an hour of film at this rate, as words. */
export function perHour(framesPerSecond: number): string {
  return count(Math.round(framesPerSecond * 3600), 'frame');
}
