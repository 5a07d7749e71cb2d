import { joined, shared, u8 } from '../bytes.ts';
import { type DhcpOption, field, optionCode } from './message.ts';

export interface ReadOptions {
  readonly options: readonly DhcpOption[];
  readonly codes: readonly number[];
  /** Option 52: bit 1 the file field, bit 2 the sname field holds options. */
  readonly overload: number;
  readonly problem: string | undefined;
}

/**
 * Reads the options behind the magic cookie, then those that overload `file` and `sname`, in this order (RFC 2131
 * section 4.1), and joins an option's parts in the order in which they stand (RFC 3396 section 7).
 */
export function readOptions(bytes: Uint8Array): ReadOptions {
  const options: DhcpOption[] = [];
  let problem: string | undefined;

  function readArea(from: number, end: number, where: string): number[] {
    const codes: number[] = [];
    for (let at = from; at < end; ) {
      const code = u8(bytes, at);
      if (code === optionCode.pad) {
        at += 1;
        continue;
      }
      const stop = at + 2 + u8(bytes, at + 1);
      if (code !== optionCode.end && (at + 1 >= end || stop > end)) {
        problem ??= `option ${code} runs past the end of ${where}`;
        break;
      }
      codes.push(code);
      if (code === optionCode.end) break;
      addPart(options, code, bytes.subarray(at + 2, stop));
      at = stop;
    }
    return codes;
  }

  const codes = readArea(field.options, bytes.length, 'the packet');
  // Only from the options field itself: an overload inside an overloaded field has no meaning.
  const place = codes.indexOf(optionCode.overload);
  if (place < 0) return { options, codes: shared(codes), overload: 0, problem };
  const overload = u8(options.find(({ code }) => code === optionCode.overload)?.value ?? new Uint8Array(0), 0);
  const inFile = overload & 1 ? readArea(field.file, field.cookie, 'the field "file"') : [];
  const inSname = overload & 2 ? readArea(field.sname, field.file, 'the field "sname"') : [];
  return {
    options: options.filter(({ code }) => code !== optionCode.overload),
    // Where Wireshark lists them, so that the two can be compared.
    codes: codes.toSpliced(place + 1, 0, ...inSname, ...inFile),
    overload,
    problem,
  };
}

/** Adds an option, or lengthens the one of that code. There are few of them, so a look at each costs least. */
function addPart(options: DhcpOption[], code: number, value: Uint8Array): void {
  for (let index = 0; index < options.length; index += 1) {
    const before = options[index];
    if (before?.code === code) {
      options[index] = { code, value: joined(before.value, value) };
      return;
    }
  }
  options.push({ code, value });
}
