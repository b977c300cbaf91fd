import { type Account, arn } from '../../runtime/account.ts';
import { Documents } from '../../runtime/documents.ts';
import type { Store } from '../../runtime/store.ts';
import { notFound } from './errors.ts';
import { type Bot, type BotAlias, type BotVersion, DRAFT } from './model.ts';

interface Deps {
  readonly store: Store;
  readonly account: Account;
}

/** A policy on a bot or an alias. */
export interface BotPolicy {
  readonly policy: unknown;
  readonly revisionId: string;
}

/** The bots of the account, with their versions, aliases and policies. */
export class Bots {
  readonly #account: Account;
  readonly #bots: Documents<Bot>;
  readonly #versions: Documents<BotVersion>;
  readonly #aliases: Documents<BotAlias>;
  readonly #policies: Documents<BotPolicy>;

  constructor({ store, account }: Deps) {
    this.#account = account;
    this.#bots = new Documents(store, 'lex_bots');
    this.#versions = new Documents(store, 'lex_versions');
    this.#aliases = new Documents(store, 'lex_aliases');
    this.#policies = new Documents(store, 'lex_policies');
  }

  botArn(botId: string | undefined): string {
    return arn(this.#account, 'lex', `bot/${botId ?? '*'}`);
  }

  aliasArn(botId: string | undefined, aliasId: string | undefined): string {
    return arn(this.#account, 'lex', `bot-alias/${botId ?? '*'}/${aliasId ?? '*'}`);
  }

  find(botId: string): Bot | undefined {
    return this.#bots.get(botId);
  }

  /** @throws AwsError ResourceNotFoundException */
  get(botId: string | undefined): Bot {
    const bot = this.#bots.get(botId ?? '');
    if (!bot) throw notFound(`Could not find bot with id ${botId}.`);
    return bot;
  }

  list(): Bot[] {
    return this.#bots.all();
  }

  put(bot: Bot): Bot {
    this.#bots.set(bot.id, bot);
    return bot;
  }

  /** Removes a bot with all that belongs to it. */
  delete(botId: string): void {
    for (const { version } of this.versionsOf(botId)) this.deleteVersion(botId, version);
    for (const { id } of this.aliasesOf(botId)) this.deleteAlias(botId, id);
    this.#policies.delete(this.botArn(botId));
    this.#bots.delete(botId);
  }

  /** @throws AwsError ResourceNotFoundException */
  version(botId: string, version: string): Bot | BotVersion {
    const found = version === DRAFT ? this.#bots.get(botId) : this.#versions.get(`${botId}/${version}`);
    if (!found) throw notFound(`Could not find version ${version} of bot ${botId}.`);
    return found;
  }

  /** Oldest first. */
  versionsOf(botId: string): BotVersion[] {
    return this.#versions
      .all()
      .filter((version) => version.botId === botId)
      .sort((a, b) => Number(a.version) - Number(b.version));
  }

  putVersion(version: BotVersion): BotVersion {
    this.#versions.set(`${version.botId}/${version.version}`, version);
    return version;
  }

  deleteVersion(botId: string, version: string): void {
    this.#versions.delete(`${botId}/${version}`);
  }

  findAlias(botId: string, aliasId: string): BotAlias | undefined {
    return this.#aliases.get(`${botId}/${aliasId}`);
  }

  /** @throws AwsError ResourceNotFoundException */
  alias(botId: string | undefined, aliasId: string | undefined): BotAlias {
    const alias = this.findAlias(botId ?? '', aliasId ?? '');
    if (!alias) throw notFound(`Could not find bot alias ${aliasId} of bot ${botId}.`);
    return alias;
  }

  aliasesOf(botId: string): BotAlias[] {
    return this.#aliases.all().filter((alias) => alias.botId === botId);
  }

  putAlias(alias: BotAlias): BotAlias {
    this.#aliases.set(`${alias.botId}/${alias.id}`, alias);
    return alias;
  }

  deleteAlias(botId: string, aliasId: string): void {
    this.#policies.delete(this.aliasArn(botId, aliasId));
    this.#aliases.delete(`${botId}/${aliasId}`);
  }

  policy(resourceArn: string): BotPolicy | undefined {
    return this.#policies.get(resourceArn);
  }

  putPolicy(resourceArn: string, policy: BotPolicy): void {
    this.#policies.set(resourceArn, policy);
  }

  deletePolicy(resourceArn: string): void {
    this.#policies.delete(resourceArn);
  }
}
