using System.Xml.Linq;

namespace ActorMQ.Repo.Tests.Rules;

/// <summary>Arrows point downward only, and only where the table of projects draws them.</summary>
internal static class ArrowRules
{
    /// <summary>The projects that a project file names.</summary>
    public static IEnumerable<string> References(string projectXml) =>
        from item in XDocument.Parse(projectXml).Descendants("ProjectReference")
        select Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/'));

    /// <summary>The arrows of one project of <c>src/</c> that the table does not draw.</summary>
    public static IEnumerable<string> Forbidden(ProjectTable table, string project, string projectXml) =>
        from other in References(projectXml)
        where !table.Allows(project, other)
        select $"{project} references {other}, which the table of projects does not allow";

    /// <summary>Projects without a row and rows without a project.</summary>
    public static IEnumerable<string> Unlisted(ProjectTable table, IReadOnlyCollection<string> projects) =>
    [
        .. projects.Where(name => !table.Levels.ContainsKey(name)).Select(name => $"{name} has no row in the table"),
        .. table.Levels.Keys.Except(projects).Select(name => $"the table lists {name}, which does not exist"),
    ];
}
