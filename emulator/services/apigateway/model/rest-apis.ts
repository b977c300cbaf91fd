import type { Clock } from '../../../runtime/clock.ts';
import { badRequest, conflict } from '../errors.ts';
import type { RestRecords } from './records.ts';
import type { RestStore } from './rest-store.ts';

type Draft<T> = { readonly [K in keyof T]?: T[K] | undefined };

const API_ID_CHARACTERS = 10;
const PART_ID_CHARACTERS = 6;

/** Creates what REST APIs consist of, with the checks that AWS makes. */
export class RestApis {
  readonly store: RestStore;
  readonly #clock: Clock;

  constructor({ store, clock }: { readonly store: RestStore; readonly clock: Clock }) {
    this.store = store;
    this.#clock = clock;
  }

  create(draft: Draft<RestRecords['api']>, id = this.store.newId(API_ID_CHARACTERS)): RestRecords['api'] {
    if (!draft.name) throw badRequest('Name is required');
    const rootResourceId = this.store.newId(API_ID_CHARACTERS);
    this.store.put(id, 'resource', rootResourceId, { id: rootResourceId, path: '/' });
    return this.store.put(id, 'api', id, {
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['EDGE'] },
      disableExecuteApiEndpoint: false,
      ...draft,
      name: draft.name,
      id,
      rootResourceId,
      createdAt: this.#clock.now(),
    });
  }

  createResource(api: string, parentId: string | undefined, pathPart: string | undefined): RestRecords['resource'] {
    const parent = this.store.get(api, 'resource', parentId);
    if (!pathPart || (!/^[\w.:-]+$/.test(pathPart) && !/^\{[\w.:-]+\+?\}$/.test(pathPart))) {
      throw badRequest(
        "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
      );
    }
    const path = `${parent.path === '/' ? '' : parent.path}/${pathPart}`;
    if (this.store.list(api, 'resource').some((other) => other.path === path)) {
      throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
    }
    const id = this.store.newId(PART_ID_CHARACTERS);
    return this.store.put(api, 'resource', id, { id, parentId: parent.id, pathPart, path });
  }

  /** Removes a resource with those below it and their methods. */
  deleteResource(api: string, id: string): void {
    const gone = this.store.find(api, 'resource', id);
    if (!gone) return;
    const below = this.store
      .list(api, 'resource')
      .filter(({ path }) => path === gone.path || path.startsWith(`${gone.path}/`));
    for (const resource of below) {
      for (const method of this.store.list(api, 'method')) {
        if (method.resourceId === resource.id) this.store.delete(api, 'method', methodId(method));
      }
      this.store.delete(api, 'resource', resource.id);
    }
  }

  putMethod(api: string, draft: Draft<RestRecords['method']>): RestRecords['method'] {
    const { resourceId, httpMethod, authorizationType = 'NONE', authorizerId } = draft;
    const resource = this.store.get(api, 'resource', resourceId);
    if (!httpMethod) throw badRequest('Http method is required');
    if (authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS') {
      this.store.get(api, 'authorizer', authorizerId);
    }
    const method = { apiKeyRequired: false, ...draft, httpMethod, authorizationType, resourceId: resource.id };
    return this.store.put(api, 'method', methodId(method), method);
  }

  createAuthorizer(api: string, draft: Draft<RestRecords['authorizer']>, id = this.store.newId(PART_ID_CHARACTERS)) {
    const { name, type } = draft;
    if (!name) throw badRequest('Authorizer name is required');
    if (type !== 'TOKEN' && type !== 'REQUEST' && type !== 'COGNITO_USER_POOLS')
      throw badRequest('Invalid authorizer type');
    if (type === 'COGNITO_USER_POOLS' && !draft.providerARNs?.length)
      throw badRequest('Provider ARNs are required for a COGNITO_USER_POOLS authorizer');
    if (type !== 'COGNITO_USER_POOLS' && !draft.authorizerUri)
      throw badRequest(`Authorizer URI is required for a ${type} authorizer`);
    return this.store.put(api, 'authorizer', id, { ...draft, name, type, id });
  }

  deploy(api: string, description?: string): RestRecords['deployment'] {
    const content = this.store.content(this.store.get(api, 'api', api).id);
    if (!content.method.some(({ methodIntegration }) => methodIntegration)) {
      throw badRequest(
        content.method.length === 0 ? "The REST API doesn't contain any methods" : 'No integration defined for method',
      );
    }
    const id = this.store.newId(PART_ID_CHARACTERS);
    return this.store.put(api, 'deployment', id, { id, description, createdAt: this.#clock.now(), content });
  }

  putStage(
    api: string,
    draft: Draft<RestRecords['stage']>,
    { isNew }: { readonly isNew: boolean },
  ): RestRecords['stage'] {
    const { stageName, deploymentId } = draft;
    if (!stageName || !/^[a-zA-Z0-9_-]+$/.test(stageName)) throw badRequest('Stage name only allows a-zA-Z0-9_-');
    const previous = this.store.find(api, 'stage', stageName);
    if (previous && isNew) throw conflict('Stage already exists');
    const now = this.#clock.now();
    return this.store.put(api, 'stage', stageName, {
      ...draft,
      stageName,
      deploymentId: this.store.get(api, 'deployment', deploymentId).id,
      createdAt: previous?.createdAt ?? now,
      updatedAt: now,
    });
  }

  // Handed to resource types one by one, so bound to this.
  readonly newPartId = (): string => this.store.newId(PART_ID_CHARACTERS);
  readonly now = (): number => this.#clock.now();
}

export const methodId = ({ resourceId, httpMethod }: { readonly resourceId: string; readonly httpMethod: string }) =>
  `${resourceId}/${httpMethod}`;
