import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  freePageChangeSchema,
  freePageNameSchema,
  freePageSchema,
  newFreePageSchema,
} from '../contract/free-pages.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';
import { freePage } from './page-views.ts';

const byPage = z.object({ page: freePageNameSchema });
const write = { scope: 'write' } as const;

/** Below `/pages`: which pages of its own the club has, where they stand and for whom. */
export function registerFreePages(server: Parameters<FastifyPluginCallbackZod>[0]): void {
  server.get(
    '/free',
    {
      config: { scope: 'people' },
      schema: {
        summary: 'Pages of the club’s own in their order, then those that were removed',
        response: { 200: listOf(freePageSchema) },
      },
    },
    async (request) => ({ items: request.console.freePages.list().map(freePage) }),
  );

  server.post(
    '/',
    {
      config: write,
      schema: {
        summary: 'Adds a page of the club’s own; nobody sees it until a text of it is published',
        body: newFreePageSchema,
        response: { 201: freePageSchema },
      },
    },
    async (request, reply) => {
      const added = await request.console.freePages.add(request.body);
      return added.ok ? reply.code(201).send(freePage(added.value)) : sendRefusal(reply, added.error);
    },
  );

  server.patch(
    '/:page',
    {
      config: write,
      schema: {
        summary: 'Changes its title, for whom it is, whether it is in the menu, and its place there',
        params: byPage,
        body: freePageChangeSchema,
        response: { 200: freePageSchema },
      },
    },
    async (request, reply) => {
      const changed = await request.console.freePages.change(request.params.page, request.body);
      return changed.ok ? reply.send(freePage(changed.value)) : sendRefusal(reply, changed.error);
    },
  );

  server.delete(
    '/:page',
    {
      config: write,
      schema: {
        summary: 'Takes the page off the site; its versions and its draft are kept',
        params: byPage,
        response: { 200: freePageSchema },
      },
    },
    async (request, reply) => {
      const removed = await request.console.freePages.remove(request.params.page);
      return removed.ok ? reply.send(freePage(removed.value)) : sendRefusal(reply, removed.error);
    },
  );

  server.post(
    '/:page/restoration',
    {
      config: write,
      schema: {
        summary: 'Brings back a page that was removed',
        params: byPage,
        response: { 200: freePageSchema },
      },
    },
    async (request, reply) => {
      const back = await request.console.freePages.bringBack(request.params.page);
      return back.ok ? reply.send(freePage(back.value)) : sendRefusal(reply, back.error);
    },
  );
}
