import type { Command, CommandResult, Host } from '../host/host.ts';
import type { Alternative } from './alternatives.ts';
import type { Answers, AnyFact, Commands, Context, Fallback, Needs, Saved, Texts } from './fact.ts';
import { type Known, seenOf, unknown, valuesOf } from './known.ts';
import { type AgentNamespace, agentNamespaceOf } from './namespaces.ts';
import { failureOf, parsed } from './result.ts';
import { dependsOnScope, type WordList, wordsOf } from './word-list.ts';

/** Which namespaces of the agents to look into. */
export interface NamespaceScope {
  /** What tells that: none of it may depend on the scope. */
  readonly facts: readonly AnyFact[];
  /** What is read for it besides, depending on those. */
  alsoFor(values: ReadonlyMap<string, unknown>): readonly AnyFact[];
  choose(values: ReadonlyMap<string, unknown>): (namespace: AgentNamespace) => boolean;
}

export interface GatherOptions {
  /** Undefined: all of them. */
  readonly scope?: NamespaceScope | undefined;
  readonly onProgress?: (what: string) => void;
}

/** The facts that are needed for some, those included; each after what it needs. */
export function closureOf(wanted: readonly AnyFact[]): readonly AnyFact[] {
  const all = new Set<AnyFact>();
  const add = (fact: AnyFact): void => {
    if (all.has(fact)) return;
    for (const needed of Object.values(fact.needs)) add(needed);
    all.add(fact);
  };
  for (const fact of wanted) add(fact);
  return [...all];
}

/**
 * Reads some facts of a host and what they need, each once, and nothing else. A fact is asked for as soon as all that it
 * needs is there, and all that is asked at one moment goes to the host at once.
 */
export async function gather(
  host: Host,
  wanted: readonly AnyFact[],
  options: GatherOptions = {},
): Promise<ReadonlyMap<string, unknown>> {
  const run = new Run(host, options);
  const facts = closureOf(wanted);
  const values = await Promise.all(facts.map(async (fact) => [fact.id, await run.valueOf(fact)] as const));
  return new Map(values);
}

const aborted: CommandResult = { kind: 'aborted' };

/** One reading of a host: what was asked up to now, and what is waiting to be. */
class Run {
  readonly #host: Host;
  readonly #options: GatherOptions;
  #scope: Promise<(namespace: AgentNamespace) => boolean> | undefined;
  readonly #saved: Saved;
  readonly #pending = new Map<AnyFact, Promise<unknown>>();
  readonly #values = new Map<string, unknown>();
  /** By fact and command, of those that are asked once. */
  readonly #results = new Map<string, CommandResult>();
  #waiting: { readonly command: Command; readonly about: string; readonly tell: (result: CommandResult) => void }[] =
    [];

  constructor(host: Host, options: GatherOptions) {
    this.#host = host;
    this.#options = options;
    this.#saved = {
      mayBeExcerpt: host.source === 'directory' || host.source === 'sosreport',
      namespaces: host.namespacesSaved?.() ?? [],
      copiesUnder: (folders) => host.copiesUnder?.(folders),
      texts: () => host.savedTexts?.() ?? [],
    };
  }

  valueOf(fact: AnyFact): Promise<unknown> {
    const pending = this.#pending.get(fact) ?? this.#gather(fact);
    this.#pending.set(fact, pending);
    return pending;
  }

  async #gather(fact: AnyFact): Promise<unknown> {
    const needs = Object.entries(fact.needs);
    const values = await Promise.all(needs.map(async ([name, needed]) => [name, await this.valueOf(needed)] as const));
    const context: Context<Needs> = {
      needs: Object.fromEntries(values),
      saved: this.#saved,
      resultOf: ({ id }, command) => this.#results.get(keyOf(id, command)) ?? { kind: 'not-recorded' },
    };
    const inScope = isByScope(fact) ? await this.#namespacesInScope() : () => true;
    const lists = Object.entries(fact.lists).map(([name, list]) => [name, this.#wordsOf(list, inScope)] as const);
    const words = Object.fromEntries(lists);
    const targets =
      fact.each === undefined
        ? ['']
        : this.#wordsOf(fact.each, inScope).filter((word) => fact.isWanted(word, context.needs));
    const ones = await Promise.all(
      targets.map(async (word) => [word, await this.#readOne(fact, word, words, context)] as const),
    );
    const value = fact.join(new Map(ones), context);
    this.#values.set(fact.id, value);
    return value;
  }

  /** Told once, for the first fact that asks. */
  #namespacesInScope(): Promise<(namespace: AgentNamespace) => boolean> {
    this.#scope ??= this.#chooseNamespaces(this.#options.scope);
    return this.#scope;
  }

  async #chooseNamespaces(scope: NamespaceScope | undefined): Promise<(namespace: AgentNamespace) => boolean> {
    if (scope === undefined) return () => true;
    const valuesOf = (facts: readonly AnyFact[]) =>
      Promise.all(facts.map(async (fact) => [fact.id, await this.valueOf(fact)] as const));
    const values = await valuesOf(scope.facts);
    return scope.choose(new Map([...values, ...(await valuesOf(scope.alsoFor(new Map(values))))]));
  }

  async #readOne(
    fact: AnyFact,
    word: string,
    words: Readonly<Record<string, readonly string[]>>,
    context: Context<Needs>,
  ): Promise<unknown> {
    const commands = fact.hasWork(words) ? fact.ask(word, words) : {};
    const answers = await this.#ask(fact, commands);
    let value = fact.read(answers, context, word);
    if (fact.isUnsure(value)) value = fact.read(await this.#ask(fact, commands), context, word);
    const { recheck } = fact;
    if (recheck !== undefined && isCalledFor(recheck, answers)) {
      await this.#host.wait(recheck.afterMs);
      const again = await this.#ask(fact, { ...commands, ...recheck.also });
      value = recheck.read(value, fact.read(again, context, word), again);
    }
    for (const fallback of fact.fallbacks) value = await this.#fallBack(fact, fallback, value, answers, context, word);
    return value;
  }

  async #fallBack(
    fact: AnyFact,
    fallback: Fallback<unknown>,
    value: unknown,
    answers: Answers<Commands>,
    context: Context<Needs>,
    word: string,
  ): Promise<unknown> {
    const reason = fallback.reason(value, answers);
    if (reason === undefined || isFutile(fallback, answers)) return value;
    const groups: Texts = fallback.ask(word);
    const learned = await Promise.all(
      Object.entries(groups).map(
        async ([name, group]) => [name, await this.#firstOf(fact, name, group, reason)] as const,
      ),
    );
    return fallback.read(Object.fromEntries(learned) as never, value, context, word);
  }

  /** What the first of several commands tells that gives an answer. */
  async #firstOf(
    fact: AnyFact,
    name: string,
    group: readonly Alternative<unknown>[],
    otherwise: string,
  ): Promise<Known<unknown>> {
    let reason: string | undefined;
    let excerpt: Known<unknown> | undefined;
    for (const [argv, parse] of group) {
      const command = { argv };
      const { result } = (await this.#ask(fact, { [name]: command }))[name] ?? { result: aborted };
      // The first is what people know, and what they can add.
      if (result.kind === 'not-recorded' && result.canBeAdded) reason ??= failureOf(command, result);
      if (result.kind === 'not-recorded' || result.kind === 'tool-missing') continue;
      const answer = parsed(command, result, parse);
      if (answer.known) return answer;
      // A whole listing may still come; without one, an excerpt is better than nothing.
      if (seenOf(answer) !== undefined) excerpt ??= answer;
      reason = answer.reason;
    }
    return excerpt ?? unknown(reason ?? otherwise);
  }

  async #ask(fact: AnyFact, commands: Commands): Promise<Answers<Commands>> {
    const answers = await Promise.all(
      Object.entries(commands).map(async ([name, command]) => {
        const result = await this.#resultOf(command, fact.about);
        if (fact.each === undefined) this.#results.set(keyOf(fact.id, name), result);
        return [name, { command, result }] as const;
      }),
    );
    return Object.fromEntries(answers);
  }

  /** What is asked before the host is free to answer goes to it together. */
  #resultOf(command: Command, about: string): Promise<CommandResult> {
    return new Promise((tell, fail) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#send().catch(fail));
      this.#waiting.push({ command, about, tell });
    });
  }

  async #send(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    const [first] = batch;
    if (first !== undefined) this.#options.onProgress?.(first.about);
    const results = await this.#host.run(batch.map(({ command }) => command));
    for (const [index, { tell }] of batch.entries()) tell(results[index] ?? aborted);
  }

  #wordsOf(list: WordList, inScope: (namespace: AgentNamespace) => boolean): readonly string[] {
    return wordsOf(list, {
      outputOf: ({ id }, command) => {
        const result = this.#results.get(keyOf(id, command));
        return result?.kind === 'exited' ? result.stdout : '';
      },
      processesOf: ({ id }) => {
        const value = this.#values.get(id) as Known<readonly never[]>;
        return valuesOf(value);
      },
      namespacesSaved: this.#saved.namespaces,
      isInScope: (name) => {
        const namespace = agentNamespaceOf(name);
        return namespace !== undefined && inScope(namespace);
      },
    });
  }
}

const isByScope = ({ each, lists }: AnyFact): boolean =>
  [each, ...Object.values(lists)].some((list) => list !== undefined && dependsOnScope(list));

const keyOf = (id: string, command: string): string => `${id} ${command}`;

function isCalledFor({ command, sign }: NonNullable<AnyFact['recheck']>, answers: Answers<Commands>): boolean {
  const result = answers[command]?.result;
  return result?.kind === 'exited' && sign.test(result.stdout);
}

function isFutile({ futileAfter }: Fallback<unknown>, answers: Answers<Commands>): boolean {
  const result = Object.values(answers)[0]?.result;
  if (futileAfter === undefined || result === undefined || result.kind === 'not-recorded') return false;
  return result.kind !== 'exited' || futileAfter.test(result.stderr);
}
