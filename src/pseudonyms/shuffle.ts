import { createHmac } from 'node:crypto';

/** A secret way to put one value in place of another: same in, same out, and no two in for one out. */
export class Shuffle {
  readonly #key: Uint8Array;
  readonly #known = new Map<string, string>();

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** 64 hexadecimal digits that tell nothing of the text to who doesn't have the key. */
  digest(text: string): string {
    let digest = this.#known.get(text);
    if (digest === undefined) {
      digest = createHmac('sha256', this.#key).update(text).digest('hex');
      this.#known.set(text, digest);
    }
    return digest;
  }

  /** Hexadecimal digits for others, whose prefixes are told apart by `tweak`. */
  masked(tweak: string, digits: string): string {
    const mask = this.digest(tweak);
    return [...digits].map((digit, at) => xor(digit, mask[at] ?? '0')).join('');
  }

  /** An even number of digits for others: a Feistel network of four rounds, which is one to one. */
  permuted(tweak: string, digits: string): string {
    let [left, right] = [digits.slice(0, digits.length / 2), digits.slice(digits.length / 2)];
    for (let round = 0; round < 4; round += 1) {
      [left, right] = [right, this.masked(`${tweak} ${round} ${right}`, left)];
    }
    return `${left}${right}`;
  }

  /** Letters for a name, with its length, digits and punctuation: the same with and without capitals. */
  letters(name: string): string {
    const digest = this.digest(`name ${name.toLowerCase()}`);
    return name.replace(/[a-z]/gi, (_, at: number) =>
      String.fromCharCode(97 + (Number.parseInt(digest.slice((at * 2) % 64, ((at * 2) % 64) + 2), 16) % 26)),
    );
  }
}

const xor = (one: string, other: string): string =>
  (Number.parseInt(one, 16) ^ Number.parseInt(other, 16)).toString(16);
