import { type Mark, markBytes } from './probe-mark.ts';

export const dnsPort = 53;

/** What a UDP probe carries: a mark by which it is known anywhere, within a question where only one is answered. */
export const udpProbe = (port: number, mark: Mark, id: number): Uint8Array =>
  port === dnsPort ? dnsQuestion(mark, id) : markBytes(mark);

/** Servers answer for themselves, whomever else they would have to ask for names (RFC 4892 section 2). */
const ownName = ['version', 'bind'];
const typeTxt = 16;
const classChaos = 3;
const typeOpt = 41;
/** How large an answer may be, so that none is fragmented. */
const mostBytes = 1232;
/** For local use (RFC 6891 section 9). */
const markOption = 65_001;

/** "Which version are you?" (RFC 1035 section 4), with the mark in an option that servers pass over. */
function dnsQuestion(mark: Mark, id: number): Uint8Array {
  const own = markBytes(mark);
  const header = [...u16(id), 0, 0, ...u16(1), ...u16(0), ...u16(0), ...u16(1)];
  const name = ownName.flatMap((label) => [label.length, ...Buffer.from(label)]);
  const question = [...name, 0, ...u16(typeTxt), ...u16(classChaos)];
  const option = [...u16(markOption), ...u16(own.length), ...own];
  const options = [0, ...u16(typeOpt), ...u16(mostBytes), 0, 0, 0, 0, ...u16(option.length), ...option];
  return Uint8Array.from([...header, ...question, ...options]);
}

const u16 = (value: number): readonly [number, number] => [(value >> 8) & 0xff, value & 0xff];
