package io.cdrstream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

final class HelpTest {

    @Test
    void theScriptsHelpIsTheProgramsOwn() throws IOException {
        CommandLine program = Demo.commandLine().setUsageHelpAutoWidth(false);
        assertThat(program.getUsageMessage(Ansi.OFF))
                .as("java -cp \"$(cat target/demo.classpath)\" io.cdrstream.demo.Demo --help > help.txt")
                .isEqualTo(Files.readString(Path.of("help.txt")));
    }

    @Test
    void theScriptHelpsBeforeItLooksForAnythingToRun() throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder("bash", "../demo", "--for", "30s", "--help");
        script.environment().put("JAVA_HOME", "/nowhere");
        Process helping = script.redirectErrorStream(true).start();
        String said = new String(helping.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(helping.waitFor()).as(said).isZero();
        assertThat(said).isEqualTo(Files.readString(Path.of("help.txt")));
    }
}
