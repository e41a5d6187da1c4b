package io.cdrstream.app.config;

import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file cannot be read, and what to do about it. Never quotes what is in it (I6). */
record FileProblem(String what, String remedy) {

    /** @param folder to which the file's name is relative */
    static FileProblem of(Path folder, String file, Exception e) {
        if (e instanceof InvalidPathException) {
            return new FileProblem("is no name of a file", "a path, relative to the configuration");
        }
        Path path = folder.resolve(file);
        if (e instanceof NoSuchFileException) {
            return new FileProblem("there is no file " + path, "a relative path begins beside the configuration");
        }
        if (e instanceof CharacterCodingException) {
            return new FileProblem(
                    "the file " + path + " is not text in UTF-8", "save it as UTF-8, if it is the right one");
        }
        return Files.isDirectory(path)
                ? new FileProblem(path + " is a directory", "name a file in it")
                : new FileProblem("the file " + path + " cannot be read", "may we read it?");
    }
}
