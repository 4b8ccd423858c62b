package org.headroom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The picture of the packages: who may use whom. README shows it, this holds it.
public class PackagesTest {

    static final String BASE = "org.headroom";

    static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("launch", Set.of()),
            Map.entry("access", Set.of()),
            Map.entry("terms", Set.of()),
            Map.entry("law", Set.of()),
            Map.entry("workbook", Set.of("terms")),
            Map.entry("catalog", Set.of("terms", "law")),
            Map.entry("regime", Set.of("terms", "law")),
            Map.entry("party", Set.of("terms")),
            Map.entry("ledger", Set.of("terms", "access")),
            Map.entry("audit", Set.of("terms", "access")),
            Map.entry("approval", Set.of("terms")),
            Map.entry("exporter", Set.of("terms", "access")),
            Map.entry("mode", Set.of("terms", "access", "regime", "approval")),
            Map.entry("quota", Set.of("terms", "access", "catalog", "regime", "party", "ledger", "approval")),
            Map.entry("license", Set.of("terms", "catalog", "regime", "party", "ledger", "quota")),
            Map.entry("shipment", Set.of("terms", "catalog", "regime", "party", "ledger", "approval", "quota",
                    "mode", "license")),
            Map.entry("alert", Set.of("terms", "access", "ledger", "quota")),
            Map.entry("imports", Set.of("terms", "access", "workbook", "catalog", "regime", "party", "ledger", "quota",
                    "license", "shipment")),
            Map.entry("report", Set.of("terms", "workbook", "catalog", "regime", "party", "ledger", "quota", "license",
                    "shipment")),
            Map.entry("mix", Set.of("terms", "party", "ledger", "quota", "shipment")),
            Map.entry("flag", Set.of("terms", "law")),
            Map.entry("replay", Set.of("terms", "access", "law", "workbook", "regime", "party", "ledger", "quota",
                    "mode", "license", "shipment")),
            Map.entry("restatement", Set.of("terms", "access", "workbook", "catalog", "regime", "party", "ledger",
                    "approval", "quota", "mode", "license", "shipment")),
            Map.entry("demo", Set.of("terms", "access", "catalog", "regime", "party", "ledger", "quota", "license",
                    "shipment")),
            Map.entry("http", Set.of("terms", "access", "ledger", "quota", "audit", "exporter")),
            Map.entry("session", Set.of("terms", "access")),
            Map.entry("view", Set.of("terms")),
            Map.entry("web", Set.of("terms", "access", "workbook", "view", "catalog", "party", "quota", "alert", "report", "approval", "mode", "shipment", "ledger",
                    "license", "imports", "regime", "exporter", "session", "replay", "restatement", "http")),
            Map.entry("api", Set.of("terms", "access", "workbook", "catalog", "regime", "party", "ledger", "quota", "license",
                    "shipment", "alert", "imports", "report", "audit", "approval", "mode", "exporter", "flag",
                    "replay", "restatement", "mix", "http")));

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    /// The methods of a package that have an annotation.
    public static List<JavaMethod> methodsOf(String name, Class<? extends Annotation> annotation) {
        return CLASSES.stream().filter(type -> type.getPackageName().equals(BASE + "." + name))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(annotation))
                .toList();
    }

    public static JavaClass classOf(String name, String type) {
        return CLASSES.get(BASE + "." + name + "." + type);
    }

    static Stream<String> packages() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void uses_only_what_the_table_allows(String user) {
        var forbidden = MAY_USE.keySet().stream()
                .filter(other -> !other.equals(user) && !MAY_USE.get(user).contains(other))
                .map(other -> BASE + "." + other + "..")
                .toArray(String[]::new);
        noClasses().that().resideInAPackage(BASE + "." + user + "..")
                .should().dependOnClassesThat().resideInAnyPackage(forbidden)
                .allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void every_package_is_in_the_table() {
        var found = new TreeSet<String>();
        for (var type : CLASSES) {
            var rest = type.getPackageName().substring(BASE.length());
            found.add(rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0]);
        }
        assertThat(MAY_USE.keySet()).containsAll(found);
    }

    @Test
    void the_table_has_no_cycle() {
        MAY_USE.forEach((user, used) -> used.forEach(other ->
                assertThat(MAY_USE.get(other)).as("%s uses %s", user, other).doesNotContain(user)));
    }

    @Test
    void only_workbook_knows_poi() {
        noClasses().that().resideOutsideOfPackage(BASE + ".workbook..")
                .should().dependOnClassesThat().resideInAnyPackage("org.apache.poi..", "org.dhatim..")
                .check(CLASSES);
    }

    /// Keycloak's admin client speaks in words of HTTP.
    @Test
    void only_few_know_http() {
        noClasses().that().resideOutsideOfPackages(BASE + ".http..", BASE + ".api..", BASE + ".web..")
                .and().doNotHaveFullyQualifiedName(BASE + ".exporter.Directory")
                .should().dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..")
                .check(CLASSES);
    }

    /// Whoever else had a pool could ask without saying for whom.
    @Test
    void only_access_and_the_writer_know_pools_of_connections() {
        noClasses().that().resideOutsideOfPackage(BASE + ".access..")
                .and().doNotHaveFullyQualifiedName(BASE + ".ledger.Writer")
                .and().doNotHaveFullyQualifiedName(BASE + ".ledger.Copier")
                .and().doNotHaveFullyQualifiedName(BASE + ".audit.AuditWriter")
                .should().dependOnClassesThat().haveNameMatching("io\\.agroal\\..*|javax\\.sql\\.DataSource")
                .check(CLASSES);
    }

    /// Whoever is here acts for another reader than the one who sent the request, or without a request.
    @Test
    void few_name_the_reader_themselves() {
        noClasses().that().resideOutsideOfPackage(BASE + ".access..")
                .and().haveNameNotMatching(
                        ".*\\.(Verifications|AlertMail|AlertStream|BandWatch|ImportWork|DemoWorld|Exporters|"
                                + "LawfulCaps|RegimeTexts|Sessions|ReplayWork|Bodies|RestatementWork|Corrections)")
                .should().dependOnClassesThat().haveFullyQualifiedName(BASE + ".access.Access")
                .check(CLASSES);
    }

    @Test
    void nobody_deletes_or_updates_postings_through_a_repository() {
        noClasses().should().callMethodWhere(DescribedPredicate.describe("delete or update of ledger rows", call ->
                        call.getTargetOwner().getName().matches("org\\.headroom\\.ledger\\.(Postings|Accounts)")
                                && call.getName().matches("delete.*|update|persist.*")))
                .check(CLASSES);
    }

    @Test
    void every_method_that_answers_http_says_who_may_call_it() {
        methods().that().areMetaAnnotatedWith(HttpMethod.class).should(sayWhoMayCall()).check(CLASSES);
    }

    private static ArchCondition<JavaMethod> sayWhoMayCall() {
        return new ArchCondition<>("say who may call it, on the method or its class") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean says = Stream.of(RolesAllowed.class, PermitAll.class, DenyAll.class)
                        .anyMatch(role -> method.isAnnotatedWith(role) || method.getOwner().isAnnotatedWith(role));
                events.add(new SimpleConditionEvent(method, says, method.getFullName() + " does not say"));
            }
        };
    }

    @Test
    void rules_of_law_know_no_database() {
        noClasses().that().resideInAnyPackage(BASE + ".regime..", BASE + ".law..", BASE + ".terms..")
                .should().dependOnClassesThat().resideInAnyPackage("jakarta.persistence..", "java.sql..", "org.hibernate..")
                .check(CLASSES);
        classes().that().haveSimpleName("Admission").should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", BASE + ".ledger..", BASE + ".terms..", "org.jspecify..").check(CLASSES);
    }
}
