import { createRequire } from 'node:module';
import type { Sample } from './sample.ts';
import type { Token } from './tokens.ts';

const require = createRequire(import.meta.url);

type Features = Record<string, 1>;

/** The perceptrons of nlpjs: one for each intent. */
interface NeuralNetwork {
  train(corpus: readonly { readonly input: Features; readonly output: Record<string, 1> }[]): unknown;
  run(input: Features): Record<string, number> | undefined;
}

type NeuralNetworkClass = new (settings: { iterations: number; errorThresh: number }) => NeuralNetwork;

/** Enough for the error to settle; a bot of a thousand samples is trained in about a second. */
const SETTINGS = { iterations: 300, errorThresh: 0.0005 };

/** Which words, meanings, neighbours and slots tell intents apart, as learned from all samples. */
export class IntentNetwork {
  readonly #network: NeuralNetwork;

  constructor(samples: readonly Sample[]) {
    const { NeuralNetwork } = require('@nlpjs/neural') as { NeuralNetwork: NeuralNetworkClass };
    this.#network = new NeuralNetwork(SETTINGS);
    const corpus = samples.map(({ intent, units }) => ({
      input: featuresOf(units.map((unit) => ('token' in unit ? unit.token : unit.slotType))),
      output: { [named(intent)]: 1 as const },
    }));
    if (corpus.length > 0) this.#network.train(corpus);
  }

  /** From 0 to 1 for each intent, which speaks for it when the words are known at all. */
  weigh(tokens: readonly Token[]): ReadonlyMap<string, number> {
    const outputs = this.#network.run(featuresOf(tokens)) ?? {};
    return new Map(Object.entries(outputs).map(([name, output]) => [name.slice(1), Math.max(0, Math.min(1, output))]));
  }
}

/** The network keeps names as keys of plain objects, which have a `constructor` already. */
const named = (text: string) => `=${text}`;

function featuresOf(tokens: readonly (Token | string)[]): Features {
  const features: Features = {};
  let before = named('');
  for (const token of tokens) {
    const slotTypes = typeof token === 'string' ? [token] : token.slotTypes;
    const name = named(typeof token === 'string' ? `{${token}}` : token.stem);
    for (const type of slotTypes) features[`{${type}}`] = 1;
    if (typeof token !== 'string') for (const meaning of token.meanings) features[`~${meaning}`] = 1;
    features[name] = 1;
    features[`${before} ${name}`] = 1;
    before = name;
  }
  return features;
}
