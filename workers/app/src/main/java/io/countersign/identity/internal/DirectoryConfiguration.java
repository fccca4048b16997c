package io.countersign.identity.internal;

import io.countersign.identity.ClaimedGroups;
import io.countersign.identity.Directory;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.identity.Roles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Chooses between the directory file and the directory in the database. */
@Configuration
class DirectoryConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryConfiguration.class);

  private final DirectoryProperties properties;

  DirectoryConfiguration(DirectoryProperties properties) {
    this.properties = properties;
  }

  @Bean
  Directory directory(PersonRepository people, AgentRepository agents) {
    return properties.isInDatabase()
        ? new StoredDirectory(people, agents)
        : new FileDirectory(DirectoryFile.read(properties.path()));
  }

  @Bean
  Roles roles(RoleProperties groups) {
    return groups.roles(properties.administrators());
  }

  @Bean
  ClaimedGroups claimedGroups(
      DirectoryWriter writer,
      PersonRepository people,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      ApplicationEventPublisher events) {
    return properties.isInDatabase()
        ? new StoredClaims(writer, people, jdbc, new TransactionTemplate(transactions), events)
        : new NoClaims();
  }

  @Bean
  DirectoryAdministration directoryAdministration(
      Directory directory,
      DirectoryWriter writer,
      DirectoryReader reader,
      PlatformTransactionManager transactions,
      ApplicationEventPublisher events) {
    Administrators administrators = new Administrators(directory, properties.administrators());
    if (!properties.isInDatabase()) {
      return new FileAdministration(DirectoryFile.read(properties.path()), administrators);
    }
    StoredAdministration administration =
        new StoredAdministration(
            directory,
            administrators,
            writer,
            reader,
            new TransactionTemplate(transactions),
            events);
    if (properties.hasFile()) {
      administration.install(DirectoryFile.read(properties.path()));
    } else if (administration.content().people().isEmpty()) {
      LOG.warn(
          "The directory is empty, so nobody may do anything. Start once with"
              + " countersign.directory.file set to a YAML file of people.");
    }
    return administration;
  }
}
