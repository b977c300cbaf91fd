import type { StateMachineType } from '@aws-sdk/client-sfn';
import type { Account } from '../../runtime/account.ts';
import type { Ids } from '../../runtime/ids.ts';
import { invalidDefinition, stateMachineDoesNotExist } from './api-errors.ts';
import { type MachineReference, parseMachineArn } from './arns.ts';
import { type Parsed, parseDefinition } from './asl/parse.ts';
import type { Program, Revision } from './engine/revision.ts';
import type { IntegrationCatalog } from './integrations/integration.ts';
import type { Machine, MachineStore } from './storage/machine-store.ts';

/** What an ARN resolves to when an execution is started with it. */
export interface Resolved {
  readonly machine: Machine;
  readonly revision: Revision;
  readonly versionArn: string | undefined;
  readonly aliasArn: string | undefined;
}

/** State machines as the API names them: by ARN, version, or alias; and their compiled definitions. */
export class Machines {
  readonly store: MachineStore;
  readonly account: Account;
  readonly #integrations: IntegrationCatalog;
  readonly #ids: Ids;
  readonly #programs = new Map<number, Program>();

  constructor(options: { store: MachineStore; account: Account; integrations: IntegrationCatalog; ids: Ids }) {
    this.store = options.store;
    this.account = options.account;
    this.#integrations = options.integrations;
    this.#ids = options.ids;
  }

  parse(definition: string, machineType: StateMachineType): Parsed {
    return parseDefinition(definition, { machineType, integrations: this.#integrations });
  }

  /** @throws AwsError InvalidDefinition */
  compile(definition: string, machineType: StateMachineType): Program {
    const { program, diagnostics } = this.parse(definition, machineType);
    if (!program) throw invalidDefinition(diagnostics);
    return program;
  }

  /** The program of a revision, compiled at its first use. */
  programOf(revision: Revision): Program {
    const known = this.#programs.get(revision.id);
    if (known) return known;
    const type = this.store.find(revision.machineArn)?.type ?? 'STANDARD';
    const program = this.compile(revision.definition, type);
    this.#programs.set(revision.id, program);
    return program;
  }

  /** @throws AwsError StateMachineDoesNotExist, InvalidArn */
  machine(arn: string | undefined): Machine {
    const reference = parseMachineArn(arn);
    const machine = this.store.find(reference.machineArn);
    if (!machine) throw stateMachineDoesNotExist(arn ?? '');
    return machine;
  }

  /** The revision that an execution of this ARN runs; an alias picks one of its versions by weight. */
  resolve(arn: string | undefined): Resolved {
    const reference = parseMachineArn(arn);
    const machine = this.store.find(reference.machineArn);
    if (!machine) throw stateMachineDoesNotExist(arn ?? '');
    const { qualifier } = reference;
    if (qualifier === undefined) {
      return { machine, revision: this.store.revision(machine.revision), versionArn: undefined, aliasArn: undefined };
    }
    return this.#resolveQualified(machine, reference, arn ?? '');
  }

  #resolveQualified(machine: Machine, { qualifier }: MachineReference, arn: string): Resolved {
    const alias = /^\d+$/.test(qualifier ?? '') ? undefined : this.store.alias(arn);
    const versionArn = alias ? this.#pick(alias.routing) : arn;
    const version = this.store.version(versionArn);
    if (!version) throw stateMachineDoesNotExist(arn);
    return { machine, revision: this.store.revision(version.revision), versionArn, aliasArn: alias?.arn };
  }

  /** One of an alias's versions, as often as its weight says. */
  #pick(routing: readonly { stateMachineVersionArn: string | undefined; weight: number | undefined }[]): string {
    let left = this.#ids.random() * 100;
    for (const { stateMachineVersionArn, weight } of routing) {
      left -= weight ?? 0;
      if (left < 0) return stateMachineVersionArn ?? '';
    }
    return routing.at(-1)?.stateMachineVersionArn ?? '';
  }
}
