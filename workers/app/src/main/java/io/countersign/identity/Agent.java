package io.countersign.identity;

/**
 * A program that asks for actions. Agents never vote; their owner is an author of all they ask for.
 *
 * @param id stable name in the directory
 * @param name how to address it
 * @param owner id of the person who answers for it
 */
public record Agent(String id, String name, String owner) {}
